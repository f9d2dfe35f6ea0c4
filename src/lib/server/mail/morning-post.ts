import { createTransport } from 'nodemailer';
import type { Account } from '#lib/domain/accounts/account.ts';
import type { MorningPage } from '#lib/domain/reports/morning-page.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatDay, formatTime } from '#lib/ui/words/dates.ts';
import { morningPdf } from '../exports/morning-pdf.ts';
import type { Log } from '../log.ts';
import type { Delivery, MorningPost } from '../mornings.ts';

export interface PostSettings {
	/** `SMTP_URL` and `MAIL_FROM`. */
	mail: { url: string; from: string };
	/** Links in the mail start with it. */
	origin: string;
	log: Log;
}

const vi = { locale: 'vi' } as const;
/** What fails here fails before anything of a mail is handed over. */
const BEFORE_THE_MAIL = ['EAUTH', 'EDNS', 'ETLS'];

/** Morning pages over SMTP, one mail to one person with the page as PDF. */
export function morningPost({ mail, origin, log }: PostSettings): MorningPost {
	const transport = createTransport(
		{
			url: mail.url,
			connectionTimeout: 10_000,
			greetingTimeout: 10_000,
			socketTimeout: 30_000
		},
		// Everything of a mail is made here: nothing is read from a path or fetched from an address.
		{ disableFileAccess: true, disableUrlAccess: true }
	);
	let paper: { day: string; pdf: Promise<Buffer> } | null = null;
	const pdfOf = async (page: MorningPage) => {
		if (paper?.day !== page.day) paper = { day: page.day, pdf: morningPdf(page) };
		return paper.pdf;
	};
	return {
		ready: async () =>
			transport.verify().catch((error: unknown) => {
				log.warn({ err: error }, 'the mail server does not answer');
				return false;
			}),
		send: async (to, page) => {
			const letter = letterOf(to, page, origin);
			const pdf = await pdfOf(page);
			const name = `trang-so-lieu-buoi-sang-${page.day}.pdf`;
			try {
				await transport.sendMail({
					from: mail.from,
					to: { name: to.name, address: to.email },
					...letter,
					// The same for the same page and person, should a server ever be handed it twice.
					messageId: `<morning.${page.day}.${to.id}@${new URL(origin).hostname}>`,
					headers: { 'Auto-Submitted': 'auto-generated' },
					attachments: [{ filename: name, content: pdf, contentType: 'application/pdf' }]
				});
				return 'sent';
			} catch (error) {
				log.warn({ err: error }, 'a morning page was not taken by the mail server');
				return deliveryOf(error);
			}
		},
		close: () => {
			transport.close();
		}
	};
}

function letterOf(
	{ name }: Pick<Account, 'name'>,
	page: MorningPage,
	origin: string
): { subject: string; text: string } {
	const day = formatDay(page.day);
	const demo = page.content.demo ? [m.app_demo({}, vi)] : [];
	const subject = m.morning_mail_subject({ day }, vi);
	return {
		subject: [...demo, subject].join(' · '),
		text: [
			...demo,
			m.morning_mail_greeting({ name }, vi),
			m.morning_mail_body({ day, time: formatTime(page.asOf) }, vi),
			`${origin}/morning?day=${page.day}`,
			m.morning_mail_off({}, vi),
			`${origin}/account#morning`
		].join('\n\n')
	};
}

/**
 * What is known of a mail that failed. A server that said no has not taken it; one that was not even
 * reached neither. One that fell silent in between may have.
 */
export function deliveryOf(error: unknown): Exclude<Delivery, 'sent'> {
	const of = (name: string): unknown =>
		typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
	const [status, code] = [of('responseCode'), of('code')];
	if (BEFORE_THE_MAIL.some((one) => one === code) || of('syscall') === 'connect') return 'later';
	if (typeof status !== 'number') return 'unknown';
	return status >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE') ? 'refused' : 'later';
}
