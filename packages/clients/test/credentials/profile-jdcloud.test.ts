import { describe, expect, test } from 'vitest';
import { fromProfile, type ProfileOptions } from '../../src/credentials/jdcloud/index.js';
import { failure, valuesOf } from './failure.js';
import { folder } from './folder.js';

const CONFIG =
  '[default]\naccess_key = i\nsecret_key = s\nregion_id = cn-north-1\n\n[prod]\naccess_key = pi\nsecret_key = ps\n';
const DEFAULT = { accessKeyId: 'i', secretAccessKey: 's' };
const PROD = { accessKeyId: 'pi', secretAccessKey: 'ps' };

type Files = Record<string, string>;
type Options = Omit<ProfileOptions, 'home'>;

describe('what is read', () => {
  const rows: [string, Files, Options, object][] = [
    ['the default', { '.jdc/config': CONFIG }, {}, DEFAULT],
    ['a profile of the option', { '.jdc/config': CONFIG }, { profile: 'prod' }, PROD],
    ['the current profile', { '.jdc/config': CONFIG, '.jdc/current': 'prod' }, {}, PROD],
    ['a current profile with a line end', { '.jdc/config': CONFIG, '.jdc/current': 'prod\r\n' }, {}, PROD],
    ['an empty current profile', { '.jdc/config': CONFIG, '.jdc/current': '' }, {}, DEFAULT],
    [
      'the variable goes before the current profile',
      { '.jdc/config': CONFIG, '.jdc/current': 'nowhere' },
      { env: { JDCLOUD_PROFILE: 'prod' } },
      PROD,
    ],
    [
      'the option goes before the variable',
      { '.jdc/config': CONFIG },
      { profile: 'default', env: { JDCLOUD_PROFILE: 'prod' } },
      DEFAULT,
    ],
    ['line ends of Windows', { '.jdc/config': CONFIG.replaceAll('\n', '\r\n') }, {}, DEFAULT],
    ['a byte order mark', { '.jdc/config': `\uFEFF${CONFIG}` }, {}, DEFAULT],
    ['comments', { '.jdc/config': `# a\n; b\n${CONFIG.replace('secret_key', '# c\nsecret_key')}` }, {}, DEFAULT],
    [
      'the file of the PHP SDK',
      { '.jdcloud/credentials': '[default]\njdcloud_access_key_id = i\njdcloud_secret_access_key = "s"\n' },
      {},
      DEFAULT,
    ],
    [
      'its token, in both spellings',
      {
        '.jdcloud/credentials':
          '[x]\njdcloud_access_key_id=i\njdcloud_secret_access_key=s\njdcloud_session_token=t\njdcloud_security_token=t',
      },
      { profile: 'x' },
      { ...DEFAULT, sessionToken: 't' },
    ],
    [
      'the second file for a profile that the first has not',
      {
        '.jdc/config': '[default]\naccess_key = i\nsecret_key = s',
        '.jdcloud/credentials': '[prod]\njdcloud_access_key_id=pi\njdcloud_secret_access_key=ps',
      },
      { profile: 'prod' },
      PROD,
    ],
  ];
  test.each(rows)('%s', async (_, files, options, expected) => {
    const home = folder(files);
    expect(valuesOf(await fromProfile({ env: {}, ...options, home: home.path })())).toEqual(expected);
  });

  test('a file of one’s own, whatever the command line has as its current profile', async () => {
    const home = folder({ 'mine.ini': CONFIG, '.jdc/current': 'nowhere' });
    const read = fromProfile({ env: {}, home: home.path, file: home.file('mine.ini') });
    expect(valuesOf(await read())).toEqual(DEFAULT);
  });
});

describe('what is refused', () => {
  const half = '[default]\naccess_key = i\n';
  const rows: [string, Files, Options, object][] = [
    ['no file', {}, {}, { problem: 'not-found' }],
    ['an empty file', { '.jdc/config': '' }, {}, { problem: 'not-found' }],
    ['no default', { '.jdc/config': '[other]\naccess_key=i\nsecret_key=s' }, {}, { problem: 'not-found' }],
    ['a default without keys', { '.jdc/config': '[default]\nregion_id=x' }, {}, { problem: 'not-found' }],
    [
      'no profile of that name',
      { '.jdc/config': CONFIG },
      { profile: 'prdo' },
      { problem: 'profile-not-found', profile: 'prdo' },
    ],
    [
      'a current profile that is not there',
      { '.jdc/config': CONFIG, '.jdc/current': 'prdo' },
      {},
      { problem: 'profile-not-found' },
    ],
    [
      'a named profile without keys',
      { '.jdc/config': '[x]\nregion_id=x' },
      { profile: 'x' },
      { problem: 'incomplete', names: ['access_key', 'secret_key'] },
    ],
    ['half a pair', { '.jdc/config': half }, {}, { problem: 'incomplete', names: ['secret_key'] }],
    [
      'half a pair, though the next file has a whole one',
      {
        '.jdc/config': half,
        '.jdcloud/credentials': '[default]\njdcloud_access_key_id=i\njdcloud_secret_access_key=s',
      },
      {},
      { problem: 'incomplete', names: ['secret_key'] },
    ],
    ['a name twice', { '.jdc/config': `${CONFIG}access_key = again\n` }, {}, { problem: 'malformed', line: 9 }],
    ['a line of another kind', { '.jdc/config': '[default]\naccess_key\n' }, {}, { problem: 'malformed', line: 2 }],
    ['an open bracket', { '.jdc/config': '[default\naccess_key=i' }, {}, { problem: 'malformed', line: 1 }],
    ['no section', { '.jdc/config': 'access_key=i\nsecret_key=s' }, {}, { problem: 'malformed', line: 1 }],
    [
      'a comment behind a value',
      { '.jdc/config': '[default]\naccess_key = i\nsecret_key = s # mine' },
      {},
      { problem: 'malformed', names: ['secret_key'] },
    ],
  ];
  test.each(rows)('%s', async (_, files, options, expected) => {
    const home = folder(files);
    const error = await failure(fromProfile({ env: {}, ...options, home: home.path }));
    expect(error).toMatchObject({ source: 'profile', ...expected });
    expect(error.files.every((file) => error.message.includes(file))).toBe(true);
    expect(error.files).toContain(home.file('.jdc/config'));
  });

  test('a file that cannot be read', async () => {
    const home = folder({ '.jdc/config/not-a-file': '' });
    const error = await failure(fromProfile({ env: {}, home: home.path }));
    expect(error).toMatchObject({ problem: 'unreadable', files: [home.file('.jdc/config')] });
    expect(error.message).toContain('EISDIR');
  });

  test('a current profile that cannot be read', async () => {
    const home = folder({ '.jdc/config': CONFIG, '.jdc/current/not-a-file': '' });
    const error = await failure(fromProfile({ env: {}, home: home.path }));
    expect(error).toMatchObject({ problem: 'unreadable', files: [home.file('.jdc/current')] });
  });

  test('no profile is taken from an object’s prototype', async () => {
    const home = folder({ '.jdc/config': CONFIG });
    const error = await failure(fromProfile({ env: {}, home: home.path, profile: '__proto__' }));
    expect(error.problem).toBe('profile-not-found');
  });
});
