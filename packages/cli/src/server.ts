import type { RequestListener, Server } from 'node:http';
import { listen, mockListener } from '@launchspec/mock';
import { siteListener } from '@launchspec/reference';
import type { Arguments } from './arguments.js';

/** Starts what a command serves, on the loopback address. */
export function start({ command, port }: Arguments): Promise<{ server: Server; port: number }> {
  return listen(LISTENERS[command](), { port });
}

const LISTENERS: Readonly<Record<Arguments['command'], () => RequestListener>> = {
  mock: () => mockListener(),
  docs: () => underDocs(undefined),
  serve: () => underDocs(mockListener()),
};

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
