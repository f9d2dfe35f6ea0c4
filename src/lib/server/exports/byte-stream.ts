/** Takes the next piece; resolves when the reader wants more. */
export type Write = (piece: Uint8Array | string) => Promise<void>;

/** The reader went away before the end. */
export class ReaderGone extends Error {
	override readonly name = 'ReaderGone';
}

/**
 * What `produce` writes, as a stream that is never ahead of its reader: a slow download holds back the
 * query behind it instead of filling the memory.
 */
export function byteStream(produce: (write: Write) => Promise<void>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	let wanted = Promise.withResolvers<void>();
	let gone = false;
	return new ReadableStream<Uint8Array>(
		{
			start(controller) {
				const write: Write = async (piece) => {
					await wanted.promise;
					if (gone) throw new ReaderGone();
					wanted = Promise.withResolvers();
					controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
				};
				produce(write).then(
					() => {
						if (!gone) controller.close();
					},
					(error: unknown) => {
						if (!gone) controller.error(error);
					}
				);
			},
			pull() {
				wanted.resolve();
			},
			cancel() {
				gone = true;
				wanted.resolve();
			}
		},
		{ highWaterMark: 2 }
	);
}
