import { createTransport } from 'nodemailer';
import { m } from '#lib/paraglide/messages.js';
import { formatCount } from '#lib/ui/words/numbers.ts';
import { LEVEL_WORDS } from '#lib/ui/words/notices.ts';
import type { Log } from '../log.ts';
import type { Channel, Delivered } from './channel.ts';

const vi = { locale: 'vi' } as const;
const BEFORE_THE_MAIL = ['EAUTH', 'EDNS', 'ETLS'];

/** Notices over SMTP, one mail to one person, with counts and a link only. */
export function mailChannel(options: {
	mail: { url: string; from: string };
	origin: string;
	demo: boolean;
	log: Log;
}): Channel {
	const { mail, origin, demo, log } = options;
	const transport = createTransport(
		{ url: mail.url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 },
		{ disableFileAccess: true, disableUrlAccess: true }
	);
	return {
		name: 'mail',
		async send({ id, to, level, count }) {
			const marks = demo ? [m.app_demo({}, vi)] : [];
			const subject = [...marks, m.notices_title({}, vi), LEVEL_WORDS[level]()].join(' · ');
			const told = m.notices_unread_count({ count: formatCount(count) }, vi);
			try {
				await transport.sendMail({
					from: mail.from,
					to: { name: to.name, address: to.email },
					subject,
					text: [...marks, LEVEL_WORDS[level](), told, `${origin}/notices`].join('\n\n'),
					messageId: `<notice.${id}@${new URL(origin).hostname}>`,
					headers: { 'Auto-Submitted': 'auto-generated' }
				});
				return 'sent';
			} catch (error) {
				log.warn({ err: error }, 'a notice was not taken by the mail server');
				return afterError(error);
			}
		},
		close: () => {
			transport.close();
		}
	};
}

/** A server that said no has not taken it, nor has one that was not reached; one that fell silent may have. */
function afterError(error: unknown): Exclude<Delivered, 'sent'> {
	const of = (name: string): unknown =>
		typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
	const [status, code] = [of('responseCode'), of('code')];
	if (BEFORE_THE_MAIL.some((one) => one === code) || of('syscall') === 'connect') return 'later';
	if (typeof status !== 'number') return 'unknown';
	return status >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE') ? 'refused' : 'later';
}
