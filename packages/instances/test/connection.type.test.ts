import { expectTypeOf, test } from 'vitest';
import * as cvm from '../src/apis/tencent-cvm.js';
import { create, createMany, type LaunchResult, waitUntilReady } from '../src/index.js';

const tencent = { secretId: 'id', secretKey: 'key' };
const jdcloud = { accessKeyId: 'id', secretAccessKey: 'key' };

test('credentials are those of the API that buys', () => {
  expectTypeOf(() => create({ image: 'img-1' }, { api: 'tencent-cvm', credentials: tencent })).returns.toEqualTypeOf<
    Promise<LaunchResult<'tencent-cvm'>>
  >();
  // A provider of them is as good.
  const provided = () => create({ image: 'img-1' }, { api: 'jdcloud-vm', credentials: async () => jdcloud });
  expectTypeOf(provided).returns.resolves.toHaveProperty('instanceIds');
  // @ts-expect-error: JD Cloud's keys do not open Tencent Cloud.
  const wrong = () => create({ image: 'img-1' }, { api: 'tencent-cvm', credentials: jdcloud });
  // @ts-expect-error: a bastion host has no image, whoever pays for it.
  const refused = () => create({ image: 'img-1' }, { api: 'jdcloud-bastion', credentials: jdcloud });
  // @ts-expect-error: without credentials nothing is bought.
  const unpaid = () => create({ image: 'img-1' }, { api: 'tencent-cvm' });
  const alone = () => cvm.create({ image: 'img-1' }, { credentials: tencent, transport: 'get' });
  expectTypeOf(alone).returns.resolves.toEqualTypeOf<LaunchResult<'tencent-cvm'>>();
  expectTypeOf([wrong, refused, unpaid]).not.toBeAny();
});

test('who waits for another process gives the credentials of that API', () => {
  const target = { api: 'zenlayer-bmc', instanceIds: ['1'] } as const;
  const waiting = () => waitUntilReady(target, { connection: { credentials: { token: 'token' } } });
  expectTypeOf(waiting).returns.resolves.toHaveProperty('outcome');
  // @ts-expect-error: these are Tencent Cloud's.
  const wrong = () => waitUntilReady(target, { connection: { credentials: tencent } });
  expectTypeOf(wrong).not.toBeAny();
});

test('a fleet has its requests and credentials by API', () => {
  const buying = () =>
    createMany(
      [
        { api: 'tencent-cvm', request: { image: 'img-1' } },
        { api: 'jdcloud-bastion', request: { machineType: 'small' } },
      ],
      { connections: { 'tencent-cvm': { credentials: tencent }, 'jdcloud-bastion': { credentials: jdcloud } } },
    );
  expectTypeOf(buying).returns.resolves.toHaveProperty('bought');
  // @ts-expect-error: a bastion host has no image.
  const wrong = () => createMany([{ api: 'jdcloud-bastion', request: { image: 'img-1' } }]);
  expectTypeOf(wrong).not.toBeAny();
});
