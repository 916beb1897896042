export { siteDirectory } from './site-directory.js';
export { siteListener } from './site-listener.js';
export { SiteNotBuiltError } from './site-not-built-error.js';
