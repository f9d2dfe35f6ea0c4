import { sql } from 'drizzle-orm';
import {
	bigint,
	boolean,
	check,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	smallint,
	text,
	unique
} from 'drizzle-orm/pg-core';
import type { NoticeFacts, NoticeLevel } from '#lib/domain/urging/notice.ts';
import { accounts } from './accounts.ts';
import { agencies } from './agencies.ts';
import { day, instant } from '../columns.ts';

/**
 * What a person is told, once for each event and level. Of what it is about it holds public codes and
 * counts, nothing of a citizen. Only what became of it is ever changed: read, cleared.
 */
export const notices = pgTable(
	'notices',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		accountId: integer('account_id')
			.notNull()
			.references(() => accounts.id),
		/** Which turn of which thing: another due day or another owner is another event. */
		event: text().notNull(),
		level: text().$type<NoticeLevel>().notNull(),
		/** `task:NV-12`, `agency:H21.05`, `urging:DD-3`, `province`. */
		subject: text().notNull(),
		facts: jsonb().$type<NoticeFacts>().notNull(),
		/** Of the domain's clock. */
		at: instant('at').notNull(),
		/** Gathered with others of the same moment under this one. */
		digestId: bigint('digest_id', { mode: 'number' }),
		readAt: instant('read_at'),
		/** What it told of is settled. */
		clearedAt: instant('cleared_at')
	},
	(t) => [
		unique('notices_once').on(t.accountId, t.event, t.level),
		index('notices_open')
			.on(t.accountId, t.at)
			.where(sql`${t.clearedAt} is null and ${t.digestId} is null`),
		index('notices_subject')
			.on(t.subject)
			.where(sql`${t.clearedAt} is null`),
		index('notices_digest')
			.on(t.digestId)
			.where(sql`${t.digestId} is not null`)
	]
);

/** What left the program for a notice, by which way. Instants are real time. */
export const noticeSends = pgTable(
	'notice_sends',
	{
		noticeId: bigint('notice_id', { mode: 'number' })
			.notNull()
			.references(() => notices.id),
		channel: text().$type<'mail' | 'webhook'>().notNull(),
		/** `sending` is never taken up again: nobody knows whether it arrived. */
		state: text()
			.$type<'waiting' | 'queued' | 'sending' | 'sent' | 'refused' | 'dropped'>()
			.notNull(),
		tries: smallint().notNull(),
		at: instant('at').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.noticeId, t.channel] }),
		index('notice_sends_waiting')
			.on(t.noticeId)
			.where(sql`${t.state} = 'waiting'`)
	]
);

/** Levels that somebody does not want by mail, or wants though they are off by themselves. */
export const noticeChoices = pgTable(
	'notice_choices',
	{
		accountId: integer('account_id')
			.notNull()
			.references(() => accounts.id),
		level: text().$type<NoticeLevel>().notNull(),
		mail: boolean().notNull()
	},
	(t) => [primaryKey({ columns: [t.accountId, t.level] })]
);

/** Nhắc: an agency is asked, for the nth time, to move a list of dossiers, tasks or opinions asked of it. */
export const urgings = pgTable(
	'urgings',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		code: text()
			.notNull()
			.generatedAlwaysAs(sql`'DD-' || id::text`)
			.unique(),
		agencyId: integer('agency_id')
			.notNull()
			.references(() => agencies.id),
		kind: text().$type<'dossiers' | 'tasks' | 'consultations'>().notNull(),
		/** What the list was asked for, as an address says it: the same question is urged again. */
		question: text().notNull(),
		/** Begins anew when everything of the last one has moved. */
		series: integer().notNull(),
		n: integer().notNull(),
		count: integer('count').notNull(),
		asOf: instant('as_of').notNull(),
		/** Null: the letter asks for no answer by a day. */
		replyBy: day('reply_by'),
		text: text('text').notNull(),
		/** The issued letter that urged, by its public code, with its number and day; null: Nhắc in the program. */
		letter: text('letter'),
		letterNumber: text('letter_number'),
		letterOn: day('letter_on'),
		createdBy: integer('created_by').references(() => accounts.id),
		reply: text('reply'),
		repliedAt: instant('replied_at'),
		repliedBy: integer('replied_by').references(() => accounts.id)
	},
	(t) => [
		unique('urgings_numbered').on(t.agencyId, t.kind, t.question, t.series, t.n),
		// However often a letter's number is entered, it urges an agency once.
		unique('urgings_of_letter').on(t.letter, t.agencyId, t.kind),
		check(
			'urgings_letter',
			sql`("letter" is null) = ("letter_number" is null) and ("letter" is null) = ("letter_on" is null)`
		),
		check('urgings_reply_by', sql`"reply_by" is not null or "letter" is not null`),
		index('urgings_created_by').on(t.createdBy),
		index('urgings_replied_by').on(t.repliedBy)
	]
);

/** The list of an urging as it was at its instant. */
export const urgingItems = pgTable(
	'urging_items',
	{
		urgingId: bigint('urging_id', { mode: 'number' })
			.notNull()
			.references(() => urgings.id),
		code: text().notNull(),
		/** How far it had come: the instant of a dossier's last event, the number of a task's events. */
		mark: bigint({ mode: 'number' }).notNull()
	},
	(t) => [primaryKey({ columns: [t.urgingId, t.code] })]
);
