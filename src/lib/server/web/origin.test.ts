import { describe, expect, it } from 'vitest';
import { isForeignWrite } from './origin.ts';

const ours = ['http://localhost:3000', 'http://127.0.0.1:3000'];
const write = (headers: Record<string, string>, path = '/quarantine', method = 'POST') =>
	isForeignWrite(new Request(`http://localhost:3000${path}`, { method, headers }), ours);

describe('a write with a reader’s cookie', () => {
	const cookie = 'session=x';

	it('passes from our own pages, in both loopback spellings', () => {
		expect(write({ cookie, origin: 'http://localhost:3000' })).toBe(false);
		expect(write({ cookie, origin: 'http://127.0.0.1:3000' })).toBe(false);
	});

	it('is stopped from another site, from a sandboxed frame and without an origin', () => {
		expect(write({ cookie, origin: 'https://evil.example' })).toBe(true);
		expect(write({ cookie, origin: 'http://localhost:3000.evil.example' })).toBe(true);
		expect(write({ cookie, origin: 'null' })).toBe(true);
		expect(write({ cookie })).toBe(true);
		expect(write({ cookie }, '/api/v1/quarantine')).toBe(true);
	});

	it('is stopped for every method that changes something', () => {
		expect(write({ cookie }, '/x', 'PUT')).toBe(true);
		expect(write({ cookie }, '/x', 'DELETE')).toBe(true);
		expect(write({ cookie }, '/x', 'GET')).toBe(false);
	});
});

it('a machine with a key needs no origin, also for a file', () => {
	const headers = { authorization: 'Bearer k', 'content-type': 'multipart/form-data; boundary=x' };
	expect(write(headers, '/api/v1/feed/file')).toBe(false);
});

it('a call without key and cookie goes on, to be told that it must sign in', () => {
	expect(write({}, '/api/v1/feed')).toBe(false);
	expect(write({}, '/sign-in')).toBe(true);
});
