import { createServer, type RequestListener } from 'node:http';
import Provider from 'oidc-provider';

export const OIDC_CLIENT = { id: 'don-doc', secret: 'only for tests, and long enough for it' };

/** A person that the server knows; whoever types the name is that person. */
export interface Known {
	email: string;
	email_verified: boolean;
}

export interface OidcServer {
	/** `http://127.0.0.1:PORT` */
	issuer: string;
	/** Lets the application at this address send people to it; call it before the first comes. */
	serve(application: string): void;
	close(): Promise<void>;
}

/** A real OpenID Connect server in the place of the province's, with its own pages. */
export async function openOidcServer(people: Record<string, Known>): Promise<OidcServer> {
	let answer: RequestListener = (_request, response) => response.writeHead(503).end();
	const server = createServer((request, response) => {
		answer(request, response);
	});
	await new Promise<void>((bound) => {
		server.listen(0, '127.0.0.1', bound);
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	const issuer = `http://127.0.0.1:${address.port}`;
	return {
		issuer,
		serve(application) {
			const provider = new Provider(issuer, {
				clients: [
					{
						client_id: OIDC_CLIENT.id,
						client_secret: OIDC_CLIENT.secret,
						redirect_uris: [`${application}/sign-in/callback/oidc`]
					}
				],
				claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
				cookies: { keys: ['only for tests'] },
				pkce: { required: () => true },
				findAccount: (_context, id) => ({
					accountId: id,
					claims: async () => Promise.resolve({ sub: id, ...people[id] })
				})
			});
			answer = (request, response) => {
				void provider.callback()(request, response);
			};
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		}
	};
}
