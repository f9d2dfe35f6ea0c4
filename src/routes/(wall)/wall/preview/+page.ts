/** The server's HTML is all there is: see `+page.server.ts`. */
export const csr = false;
