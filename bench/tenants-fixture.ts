import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TenantsFixture {
  fsRoot: string;
  slug(n: number): string;
  id(n: number): string;
  path(n: number): string;
  /** Writes one file anew, as by hand. */
  write(n: number, over?: { name?: string }): void;
  dispose(): Promise<void>;
}

const CITIES = ['Lima', 'Porto', 'Sevilla', 'Bogotá', 'Recife', 'Leeds', 'Córdoba', 'Braga', 'Quito', 'Natal'];
const TRADES = ['Bakery', 'Clinic', 'Garage', 'Library', 'Studio', 'Farm', 'School', 'Hotel', 'Brewery', 'Press'];

/** An `FS_ROOT` with so many tenants, their files written without syncing: as git would have put them there. */
export async function tenantsFixture(count: number): Promise<TenantsFixture> {
  const fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-bench-'));
  const slug = (n: number) => `${TRADES[n % TRADES.length]?.toLowerCase()}-${n.toString(36).padStart(4, '0')}`;
  const id = (n: number) => createHash('sha256').update(`tenant ${n}`).digest('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, '$1-$2-4$3-8$4-$5');
  const folder = (n: number) => join(fsRoot, 'tenants', slug(n));
  const path = (n: number) => join(folder(n), 'tenant.yaml');
  const write: TenantsFixture['write'] = (n, { name = `${TRADES[n % 10]} of ${CITIES[(n * 7) % 10]} ${n}` } = {}) => {
    const at = new Date(Date.UTC(2024, 0, 1) + ((n * 7_919) % 50_000_000) * 1_000).toISOString();
    writeFileSync(
      path(n),
      `id: ${id(n)}\nslug: ${slug(n)}\nname: ${name}\ndisplayName: ""\nlanguage: es\nlabels:\n  tier: ${n % 3 ? 'silver' : 'gold'}\nstatus: ${n % 20 ? 'ACTIVE' : 'SUSPENDED'}\nsettings:\n  migrationPolicy: auto\ncreatedAt: ${at}\nupdatedAt: ${at}\n`,
      { mode: 0o600 },
    );
  };
  for (let n = 0; n < count; n += 1) {
    mkdirSync(folder(n), { recursive: true, mode: 0o700 });
    write(n);
  }
  return { fsRoot, slug, id, path, write, dispose: () => rm(fsRoot, { recursive: true, force: true }) };
}
