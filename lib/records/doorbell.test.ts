import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { Doorbell } from './doorbell';

const folder = mkdtempSync(join(tmpdir(), 'doorbell-'));
const bells: Doorbell[] = [];
const bell = (file = join(folder, 'new', 'bell')): Doorbell => {
  const made = new Doorbell(file);
  bells.push(made);
  return made;
};
afterEach(async () => {
  await Promise.all(bells.splice(0).map((one) => one.close()));
  rmSync(folder, { recursive: true, force: true });
});

test('whoever listens to the same file is woken, at the first ring and at the next, until they listen no more', async () => {
  const [one, other] = [bell(), bell()];
  const wake = vi.fn();
  const stop = other.subscribe(wake);
  for (let ring = 0; ring < 2; ring += 1) {
    wake.mockClear();
    one.ring();
    await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 5_000);
  }
  stop();
  const still = vi.fn();
  bell().subscribe(still);
  wake.mockClear();
  one.ring();
  await vi.waitFor(() => expect(still).toHaveBeenCalled(), 5_000);
  expect(wake).not.toHaveBeenCalled();
});

test('what cannot be watched or touched is no failure', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'doorbell-')), 'file');
  writeFileSync(file, '');
  const nowhere = bell(join(file, 'bell'));
  nowhere.subscribe(() => undefined)();
  nowhere.ring();
  rmSync(dirname(file), { recursive: true });
});
