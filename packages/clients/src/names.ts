export { jdcloudNames, zenlayerNames } from './rule-functions.js';
