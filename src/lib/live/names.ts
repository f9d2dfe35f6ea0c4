/**
 * What a page needs of the wire besides its types: kept apart from the schemas, whose library a wall
 * would otherwise load before its first live number.
 */
export const LIVE_PATH = '/live';

/** Messages of `connect_error`: why a handshake was refused. */
export const REFUSALS = {
	/** Nobody is signed in, the key is unknown or revoked, or it may not listen. */
	unauthorised: 'unauthorised',
	/** Too many connections, or the server has not caught up yet: try again. */
	busy: 'busy'
} as const;
