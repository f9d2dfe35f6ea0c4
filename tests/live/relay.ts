import { connect, createServer, type Socket } from 'node:net';

/** A wire between two programs that a test can cut and mend. */
export interface Relay {
	port: number;
	/** Ends every connection; new ones are refused until {@link mend}. */
	cut(): void;
	mend(): void;
	/** Nothing more passes on the connections there are, and neither end is told; new ones are whole. */
	hold(): void;
	close(): Promise<void>;
}

export async function relayTo(port: number): Promise<Relay> {
	const sockets = new Set<Socket>();
	let whole = true;
	const server = createServer((near) => {
		if (!whole) {
			near.destroy();
			return;
		}
		const far = connect(port, '127.0.0.1');
		for (const socket of [near, far]) {
			sockets.add(socket);
			socket.on('error', () => undefined);
			socket.on('close', () => {
				sockets.delete(socket);
				near.destroy();
				far.destroy();
			});
		}
		near.pipe(far).pipe(near);
	});
	await new Promise<void>((bound) => {
		server.listen(0, '127.0.0.1', bound);
	});
	const address = server.address();
	const cut = () => {
		whole = false;
		for (const socket of sockets) socket.destroy();
	};
	return {
		port: typeof address === 'object' && address !== null ? address.port : 0,
		cut,
		mend: () => {
			whole = true;
		},
		hold: () => {
			for (const socket of sockets) socket.unpipe().pause();
		},
		close: async () => {
			cut();
			await new Promise((closed) => server.close(closed));
		}
	};
}

/** The same address, through the relay. */
export function through(relay: Relay, url: string): string {
	const address = new URL(url);
	address.port = String(relay.port);
	return address.href;
}
