import { describe, expect, it } from 'vitest';
import { serverConfigSchema, type ServerConfig, type ServerHealth } from '@/lib/model/server';
import { choosePlacement, type PlacementCandidate } from './placement';

const at = '2026-01-01T00:00:00.000Z';
const health = (status: ServerHealth['status'], used = 0): ServerHealth => ({
  status,
  reason: 'ok',
  since: at,
  latencyMs: 1,
  version: '18',
  connections: { used, max: 100, ours: used, budget: 50 },
  checkedAt: at,
});
function candidate(id: string, server: Partial<ServerConfig> = {}, state: ServerHealth | null = health('HEALTHY'), tenants = 0): PlacementCandidate {
  const base = { id, driver: 'postgres', name: id, host: 'db', port: 5432, database: 'd', username: 'u', createdAt: at, updatedAt: at };
  return { server: serverConfigSchema.parse({ ...base, ...server }), health: state, tenants };
}

describe('choosePlacement', () => {
  it('takes the default when none is asked for', () => {
    expect(choosePlacement(undefined, [candidate('a'), candidate('b', { isDefault: true })]).id).toBe('b');
  });
  it('says so when there is no server at all', () => {
    expect(() => choosePlacement(undefined, [])).toThrow(expect.objectContaining({ code: 'no_placement' }));
    expect(() => choosePlacement('auto', [])).toThrow(expect.objectContaining({ code: 'no_placement' }));
  });
  it.each([
    ['missing', [candidate('a')], 'serverUnknown'],
    ['a', [candidate('a', { isActive: false })], 'serverInactive'],
    ['a', [candidate('a', { cordoned: true })], 'serverCordoned'],
  ])('refuses %s with a word for its field', (id, candidates, message) => {
    expect(() => choosePlacement(id, candidates)).toThrow(
      expect.objectContaining({ code: 'validation_failed', issues: [expect.objectContaining({ path: 'database.serverId', message })] }),
    );
  });
  it('auto passes over what is off, cordoned or not healthy, and takes the one with most room', () => {
    const all = [
      candidate('off', { isActive: false, maxConnections: 1000 }),
      candidate('cordoned', { cordoned: true, maxConnections: 1000 }),
      candidate('slow', { maxConnections: 1000 }, health('DEGRADED')),
      candidate('never', { maxConnections: 1000 }, null),
      candidate('busy', { maxConnections: 100 }, health('HEALTHY', 90)),
      candidate('roomy', { maxConnections: 100 }, health('HEALTHY', 10), 2),
      candidate('full', { maxConnections: 100 }, health('HEALTHY', 10), 50),
    ];
    expect(choosePlacement('auto', all).id).toBe('roomy');
  });
});
