import type { Instant } from '#lib/domain/calendar/time.ts';
import type { GivenOrder } from '#lib/domain/wall/order.ts';
import type { WallPlan } from '#lib/domain/wall/scene.ts';
import type { WallTelemetry } from '#lib/domain/wall/telemetry.ts';
import type { Sql } from './database.ts';

/** A paired wall as it is looked up and changed; times are real. */
export interface ScreenRecord {
	id: number;
	name: string;
	/** What it shows: an agency with all below it; null: the whole province. */
	agencyId: number | null;
	tokenHash: Buffer;
	/** The token before the last exchange, and until when it opens too. */
	formerHash: Buffer | null;
	formerUntil: Instant | null;
	rotatedAt: Instant;
	endsAt: Instant;
	revokedAt: Instant | null;
	pairedAt: Instant;
	lastSeenAt: Instant | null;
	build: string | null;
	scene: string | null;
	/** Null: what every wall shows for which nothing was chosen. */
	plan: WallPlan | null;
	/** The plan before; null: none was set yet. */
	formerPlan: WallPlan | null;
	telemetry: WallTelemetry | null;
	order: GivenOrder | null;
}

const COLUMNS = `id, name, agency_id as "agencyId", token_hash as "tokenHash", former_hash as "formerHash",
	former_until as "formerUntil", rotated_at as "rotatedAt", ends_at as "endsAt",
	revoked_at as "revokedAt", paired_at as "pairedAt", last_seen_at as "lastSeenAt", build, scene, plan,
	former_plan as "formerPlan", telemetry, wall_order as "order"`;

export async function screenOfDevice(sql: Sql, deviceHash: Buffer): Promise<ScreenRecord | null> {
	const [row] = await sql<ScreenRecord[]>`
		select ${sql.unsafe(COLUMNS)} from screens where device_hash = ${deviceHash}`;
	return row ?? null;
}

/** The same, held until the transaction ends. */
export async function holdScreenOfDevice(
	sql: Sql,
	deviceHash: Buffer
): Promise<ScreenRecord | null> {
	const [row] = await sql<ScreenRecord[]>`
		select ${sql.unsafe(COLUMNS)} from screens where device_hash = ${deviceHash} for update`;
	return row ?? null;
}

/** A wall by its number, held until the transaction ends. */
export async function holdScreen(sql: Sql, id: number): Promise<ScreenRecord | null> {
	const [row] = await sql<ScreenRecord[]>`
		select ${sql.unsafe(COLUMNS)} from screens where id = ${id} for update`;
	return row ?? null;
}

/** The agency that a wall shows; null: the whole province. */
export async function agencyOfScreen(sql: Sql, id: number): Promise<number | null> {
	const [row] = await sql<{ agencyId: number | null }[]>`
		select agency_id as "agencyId" from screens where id = ${id}`;
	return row?.agencyId ?? null;
}

/** Which of a wall's tokens this is; null when it opens nothing at `now`. */
export function opens(
	screen: ScreenRecord,
	tokenHash: Buffer,
	now: Instant
): 'token' | 'former' | null {
	if (screen.revokedAt !== null || screen.endsAt <= now) return null;
	if (screen.tokenHash.equals(tokenHash)) return 'token';
	const { formerHash, formerUntil } = screen;
	if (formerHash === null || formerUntil === null || formerUntil <= now) return null;
	return formerHash.equals(tokenHash) ? 'former' : null;
}

/**
 * Makes the wall of a device, or gives the one that it was before another name and another life.
 * @param screen `tokenHash`: of a token that nobody has; the wall fetches its own
 */
export async function savePairedScreen(
	sql: Sql,
	screen: {
		name: string;
		agencyId: number | null;
		deviceHash: Buffer;
		tokenHash: Buffer;
		pairedAt: Instant;
		pairedBy: number;
		endsAt: Instant;
	}
): Promise<number> {
	const { name, agencyId, deviceHash, tokenHash, pairedAt, pairedBy, endsAt } = screen;
	const [row] = await sql<{ id: number }[]>`
		insert into screens (name, agency_id, device_hash, token_hash, rotated_at, paired_at, paired_by,
			ends_at)
		values (${name}, ${agencyId}, ${deviceHash}, ${tokenHash}, ${pairedAt}::timestamptz,
			${pairedAt}::timestamptz, ${pairedBy}, ${endsAt}::timestamptz)
		on conflict (device_hash) do update set name = excluded.name,
			agency_id = excluded.agency_id, token_hash = excluded.token_hash,
			former_hash = null, former_until = null, rotated_at = excluded.rotated_at,
			paired_at = excluded.paired_at, paired_by = excluded.paired_by, ends_at = excluded.ends_at,
			revoked_at = null, telemetry = null, wall_order = null
		returning id`;
	if (row === undefined) throw new Error('a screen was not kept');
	return row.id;
}

/** Gives a wall another token; `former` opens until `formerUntil` too. */
export async function saveToken(
	sql: Sql,
	id: number,
	token: { hash: Buffer; at: Instant; former: Buffer; formerUntil: Instant }
): Promise<void> {
	await sql`
		update screens set token_hash = ${token.hash}, rotated_at = ${token.at}::timestamptz,
			former_hash = ${token.former}, former_until = ${token.formerUntil}::timestamptz
		where id = ${id}`;
}

/** From now on only the newest token opens. */
export async function forgetFormer(sql: Sql, id: number): Promise<void> {
	await sql`update screens set former_hash = null, former_until = null where id = ${id}`;
}

/** What is kept of what a wall says of itself. */
export interface SeenScreen {
	address: string;
	build: string;
	scene: string;
	telemetry: WallTelemetry;
	order: GivenOrder | null;
}

export async function saveSeen(sql: Sql, id: number, seen: SeenScreen, at: Instant): Promise<void> {
	await sql`
		update screens set last_seen_at = ${at}::timestamptz, address = ${seen.address},
			build = ${seen.build}, scene = ${seen.scene},
			telemetry = ${JSON.stringify(seen.telemetry)}::text::jsonb,
			wall_order = ${asJson(seen.order)}::text::jsonb
		where id = ${id}`;
}

/** Gives a wall another plan; `former` is kept to go back to. */
export async function saveScreenPlan(
	sql: Sql,
	id: number,
	{ plan, former }: { plan: WallPlan; former: WallPlan }
): Promise<void> {
	await sql`
		update screens set plan = ${JSON.stringify(plan)}::text::jsonb,
			former_plan = ${JSON.stringify(former)}::text::jsonb
		where id = ${id}`;
}

export async function saveScreenOrder(
	sql: Sql,
	id: number,
	order: GivenOrder | null
): Promise<void> {
	await sql`update screens set wall_order = ${asJson(order)}::text::jsonb where id = ${id}`;
}

function asJson(value: object | null): string | null {
	return value === null ? null : JSON.stringify(value);
}

/** What a wall is to show, as the page of the wall reads it; null when there is no such wall. */
export async function directionsOfScreen(
	sql: Sql,
	id: number
): Promise<Pick<ScreenRecord, 'plan' | 'order'> | null> {
	const [row] = await sql<Pick<ScreenRecord, 'plan' | 'order'>[]>`
		select plan, wall_order as "order" from screens where id = ${id}`;
	return row ?? null;
}

export async function saveScreenName(sql: Sql, id: number, name: string): Promise<void> {
	await sql`update screens set name = ${name} where id = ${id}`;
}

export async function saveScreenEnd(sql: Sql, id: number, endsAt: Instant): Promise<void> {
	await sql`
		update screens set ends_at = ${endsAt}::timestamptz,
			former_until = case when former_until is null then null else ${endsAt}::timestamptz end
		where id = ${id}`;
}

export async function saveRevokedScreen(sql: Sql, id: number, at: Instant): Promise<void> {
	await sql`
		update screens set revoked_at = ${at}::timestamptz where id = ${id} and revoked_at is null`;
}

/** A wall as the page of screens lists it. */
export interface ListedScreen {
	id: number;
	name: string;
	/** Code of the agency that it is bound to; null: the whole province. */
	agency: string | null;
	lastSeenAt: Instant | null;
	address: string | null;
	build: string | null;
	scene: string | null;
	pairedAt: Instant;
	/** Name of the account that approved it. */
	pairedBy: string;
	endsAt: Instant;
	revokedAt: Instant | null;
	plan: WallPlan | null;
	formerPlan: WallPlan | null;
	telemetry: WallTelemetry | null;
	order: GivenOrder | null;
}

/** Those that open first, each part by name as Vietnamese sorts. */
export async function listScreens(sql: Sql, at: Instant): Promise<ListedScreen[]> {
	return sql<ListedScreen[]>`
		select s.id, s.name, g.code as agency, s.last_seen_at as "lastSeenAt", s.address, s.build,
			s.scene, s.paired_at as "pairedAt", a.name as "pairedBy", s.ends_at as "endsAt",
			s.revoked_at as "revokedAt", s.plan, s.former_plan as "formerPlan", s.telemetry,
			s.wall_order as "order"
		from screens s
		join accounts a on a.id = s.paired_by
		left join agencies g on g.id = s.agency_id
		order by (s.revoked_at is not null or s.ends_at <= ${at}::timestamptz),
			s.name collate "vi-x-icu", s.id`;
}
