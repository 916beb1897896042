import type { RequestListener } from 'node:http';
import { type Listening, listen, type Mock, startMock } from '@launchspec/mock';
import { siteListener } from '@launchspec/reference';
import type { Arguments } from './arguments.js';

/** Starts what a command serves, on the loopback address. */
export function start({ command, port, auth, admin, state }: Arguments): Promise<Listening | Mock> {
  if (command === 'docs') return listen(underDocs(undefined), { port });
  const options = { port, auth, admin, ...(state === undefined ? {} : { state }) };
  return startMock(options, command === 'serve' ? underDocs : undefined);
}

/** Serves the docs under `/docs/`, and everything else with `rest`; a vendor's own host name is never the docs. */
function underDocs(rest: RequestListener | undefined): RequestListener {
  const site = siteListener();
  return (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    if (path === '/' && request.method === 'GET' && isLocal(request.headers.host))
      redirect('/docs/')(request, response);
    else if (path === '/docs') redirect('/docs/')(request, response);
    else if (path.startsWith('/docs/') || !rest) {
      request.url = (request.url ?? '/').replace(/^\/docs(?=\/)/, '');
      site(request, response);
    } else rest(request, response);
  };
}

function isLocal(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host ?? '');
}

function redirect(location: string): RequestListener {
  return (_request, response) => {
    response.writeHead(302, { location, 'content-length': 0 });
    response.end();
  };
}
