import { describe, expect, it, vi } from 'vitest';
import { LiveHub, type BrowserEvent } from './hub';

const event = (id: number, type = 'run'): BrowserEvent => ({ id, type, tenant: null, data: {} });

describe('a tab’s live events', () => {
  it('are heard once, by those who asked for their kind', () => {
    const hub = new LiveHub(10, () => 0);
    const heard = vi.fn();
    const off = hub.listen(['run'], heard, () => undefined);
    expect([event(10), event(11), event(11), event(12, 'health'), event(11)].map((one) => hub.take(one))).toEqual([false, true, false, true, false]);
    expect(heard.mock.calls).toEqual([[event(11)]]);
    off();
    hub.take(event(13));
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('move on past what was not for this session, never back', () => {
    const hub = new LiveHub(10, () => 0);
    hub.upTo(20, true);
    hub.upTo(15, true);
    expect(hub.lastId).toBe(20);
    expect(hub.take(event(18))).toBe(false);
  });

  it('say when some may be missing, and take ids that begin anew', () => {
    const hub = new LiveHub(100, () => 0);
    const missed = vi.fn();
    hub.listen(['run'], () => undefined, missed);
    hub.upTo(3, false);
    expect(missed).toHaveBeenCalledTimes(1);
    expect(hub.take(event(4))).toBe(true);
  });

  it('are no loss to a tab that knew nothing yet', () => {
    const hub = new LiveHub(null, () => 0);
    const missed = vi.fn();
    hub.listen(['run'], () => undefined, missed);
    hub.upTo(3, false);
    expect(missed).not.toHaveBeenCalled();
  });

  it('are told again to a tab that opens later, as far as they are kept', () => {
    const hub = new LiveHub(0, () => 0);
    for (let id = 1; id <= 250; id += 1) hub.take(event(id));
    expect(hub.after(247)?.map(({ id }) => id)).toEqual([248, 249, 250]);
    expect(hub.after(50)).toHaveLength(200);
    expect(hub.after(49)).toBeNull();
    expect(hub.after(null)).toEqual([]);
  });

  it('have a state with its beginning, and an end that is final', () => {
    let clock = 1;
    const hub = new LiveHub(0, () => clock);
    const changed = vi.fn();
    hub.watch(changed);
    clock = 2;
    hub.set('connecting');
    expect(hub.status).toEqual({ state: 'connecting', since: 1 });
    hub.set('live');
    expect(hub.status).toEqual({ state: 'live', since: 2 });
    hub.set('ended', 7);
    hub.set('live');
    expect(hub.status).toEqual({ state: 'ended', since: 7 });
    expect(changed).toHaveBeenCalledTimes(2);
  });
});
