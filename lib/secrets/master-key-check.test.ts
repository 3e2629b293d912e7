import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretBox } from './create-secret-box';
import { ensureMasterKeyMatches, keyCheckValue, renewKeyCheck, verifyKeyCheck } from './master-key-check';

const newKey = () => randomBytes(32).toString('base64');
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tenantry-keys-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('master key check', () => {
  it('is made once, privately, and accepts the same key again', async () => {
    const box = createSecretBox([newKey()]);
    await ensureMasterKeyMatches(root, box);
    const first = await readFile(join(root, 'keys/check'), 'utf8');
    await ensureMasterKeyMatches(root, box);
    expect(await readFile(join(root, 'keys/check'), 'utf8')).toBe(first);
    expect((await stat(join(root, 'keys/check'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(root, 'keys'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(root, 'keys'))).toEqual(['check']);
  });

  it('refuses a start with another key, naming the variable and no key', async () => {
    const wrong = newKey();
    await ensureMasterKeyMatches(root, createSecretBox([newKey()]));
    const error: unknown = await ensureMasterKeyMatches(root, createSecretBox([wrong])).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'EnvironmentError', problems: [{ variable: 'SECRETBOX_MASTER_KEY' }] });
    expect(String(error)).not.toContain(wrong);
  });

  it('refuses a damaged check instead of making a new one', async () => {
    const box = createSecretBox([newKey()]);
    await ensureMasterKeyMatches(root, box);
    await writeFile(join(root, 'keys/check'), '');
    await expect(ensureMasterKeyMatches(root, box)).rejects.toThrow(/SECRETBOX_MASTER_KEY/);
  });

  it('lets exactly one of several starters with different keys win', async () => {
    const boxes = Array.from({ length: 8 }, () => createSecretBox([newKey()]));
    const starts = await Promise.allSettled(boxes.map((box) => ensureMasterKeyMatches(root, box)));
    expect(starts.filter((start) => start.status === 'fulfilled')).toHaveLength(1);
  });

  it('asks for the old key until everything was sealed again', async () => {
    const [old, young] = [newKey(), newKey()];
    await ensureMasterKeyMatches(root, createSecretBox([old]));
    const both = createSecretBox([young, old]);
    await ensureMasterKeyMatches(root, both);
    await expect(ensureMasterKeyMatches(root, createSecretBox([young]))).rejects.toThrow();
    await renewKeyCheck(root, both);
    await ensureMasterKeyMatches(root, createSecretBox([young]));
  });

  it('verifies only its own text', () => {
    const box = createSecretBox([newKey()]);
    expect(verifyKeyCheck(box, `${keyCheckValue(box)}\n`)).toBe(true);
    expect(verifyKeyCheck(box, box.seal('something else', 'system/key-check'))).toBe(false);
    expect(verifyKeyCheck(box, 'nonsense')).toBe(false);
  });
});
