import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { STREAM_BEAT_MS } from '@/lib/model/live-event';
import { LiveTab } from './tab';
import { TestBrowser } from './testing/browser';

const settle = () => vi.advanceTimersByTimeAsync(0);
let browser: TestBrowser;
beforeEach(() => {
  vi.useFakeTimers();
  browser = new TestBrowser();
});
afterEach(() => vi.useRealTimers());

async function tab({ scope = 'mine', from = 10, ports = browser.ports() } = {}) {
  const opened = new LiveTab(scope, from, ports);
  const heard: number[] = [];
  const missed = vi.fn();
  opened.hub.listen(['run'], ({ id }) => heard.push(id), missed);
  opened.start();
  await settle();
  return { tab: opened, heard, missed };
}
const leader = () => {
  const [stream, ...more] = browser.open;
  if (!stream || more.length > 0) throw new Error(`${browser.open.length} streams are open, not one`);
  return stream;
};
const say = async (...ids: number[]) => {
  for (const id of ids) leader().send('run', id, { tenant: null });
  await settle();
};
const ready = async (id: number, complete = true) => {
  leader().send('ready', id, { complete });
  await settle();
};

describe('the tabs of one browser', () => {
  it('share one stream, and all hear what comes', async () => {
    const tabs = [await tab(), await tab(), await tab(), await tab(), await tab()];
    expect(leader().after).toBe('10');
    await ready(10);
    await say(11, 12);
    expect(tabs.map(({ heard }) => heard)).toEqual(tabs.map(() => [11, 12]));
    expect(tabs.map(({ tab: one }) => one.hub.status.state)).toEqual(tabs.map(() => 'live'));
  });

  it('hand over when the leader goes, after the id that was heard last', async () => {
    const [first, second, third] = [await tab(), await tab(), await tab()];
    await ready(10);
    await say(11);
    first.tab.stop();
    await settle();
    expect(leader().after).toBe('11');
    await ready(11);
    await say(11, 12, 13);
    expect([second.heard, third.heard]).toEqual([[11, 12, 13], [11, 12, 13]]);
    expect(first.heard).toEqual([11]);
  });

  it('know by beats of events that were for others', async () => {
    const [first] = [await tab(), await tab()];
    await ready(10);
    leader().send('beat', 40, {});
    await settle();
    first.tab.stop();
    await settle();
    expect(leader().after).toBe('40');
  });

  it('tell a newcomer what came since its page was drawn', async () => {
    await tab();
    await ready(10);
    await say(11, 12, 13);
    const late = await tab({ from: 11 });
    await say(14);
    expect(late.heard).toEqual([12, 13, 14]);
    expect(late.missed).not.toHaveBeenCalled();
    const tooLate = await tab({ from: 2 });
    expect(tooLate.missed).toHaveBeenCalledTimes(1);
    expect(tooLate.tab.hub.lastId).toBe(14);
  });

  it('all read again when the server cannot go on without a gap', async () => {
    const tabs = [await tab(), await tab()];
    await ready(500, false);
    for (const { missed } of tabs) expect(missed).toHaveBeenCalledTimes(1);
  });

  it('take over from a leader that hangs, one of them', async () => {
    let hung = false;
    const first = await tab({ ports: browser.ports({}, () => hung) });
    const others = [await tab(), await tab(), await tab()];
    await ready(10);
    hung = true;
    await vi.advanceTimersByTimeAsync(5 * STREAM_BEAT_MS);
    // The hanging tab is told by its browser once it runs again; here that is at once.
    expect(leader().after).toBe('10');
    await ready(10);
    await say(11);
    expect(others.map(({ heard }) => heard)).toEqual([[11], [11], [11]]);
    hung = false;
    others[0]?.tab.stop();
    await say(12);
    expect(first.tab.hub.lastId).toBeGreaterThanOrEqual(10);
  });

  it('leave a leader alone that is only cut off from the server', async () => {
    await tab();
    const other = await tab();
    await ready(10);
    leader().fail(false);
    await settle();
    expect(other.tab.hub.status.state).toBe('connecting');
    const opened = browser.streams.length;
    await vi.advanceTimersByTimeAsync(2 * STREAM_BEAT_MS);
    expect(browser.streams).toHaveLength(opened);
    await ready(10);
    expect(other.tab.hub.status.state).toBe('live');
  });

  it('come back from being frozen, with what was said meanwhile', async () => {
    await tab();
    const frozen = await tab();
    await ready(10);
    frozen.tab.stop();
    await say(11, 12);
    frozen.tab.start();
    await settle();
    await say(13);
    expect(frozen.heard).toEqual([11, 12, 13]);
  });
});

describe('a stream', () => {
  it('that falls silent is opened anew', async () => {
    await tab();
    await ready(10);
    const before = leader();
    await vi.advanceTimersByTimeAsync(3 * STREAM_BEAT_MS);
    expect(before.open).toBe(false);
    expect(leader()).not.toBe(before);
  });

  it('that is refused for a reason that passes is tried again, ever more slowly', async () => {
    const one = await tab();
    await ready(10);
    browser.status = 502;
    leader().fail(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(browser.streams).toHaveLength(2);
    leader().fail(true);
    await vi.advanceTimersByTimeAsync(900);
    expect(browser.streams).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1_100);
    await ready(10);
    expect(one.tab.hub.status.state).toBe('live');
  });

  it('that is refused to the session ends in all of its tabs', async () => {
    const tabs = [await tab(), await tab()];
    await ready(10);
    browser.status = 401;
    leader().fail(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tabs.map(({ tab: one }) => one.hub.status.state)).toEqual(['ended', 'ended']);
    expect(browser.open).toEqual([]);
  });

  it('is each tab’s own where there are no locks', async () => {
    const ports = browser.ports({ locks: true });
    await tab({ ports });
    await tab({ ports });
    expect(browser.open).toHaveLength(2);
  });
});

describe('another session', () => {
  it('hears nothing of this one, and the server is asked which of the two the browser has', async () => {
    const mine = await tab();
    await ready(10);
    browser.status = 401;
    const theirs = await tab({ scope: 'theirs' });
    await settle();
    expect(mine.tab.hub.status.state).toBe('ended');
    expect(leader().url.searchParams.get('scope')).toBe('theirs');
    await ready(10);
    await say(11);
    expect(mine.heard).toEqual([]);
    expect(theirs.heard).toEqual([11]);
  });

  it('is not ended by an old tab that wakes up', async () => {
    const current = await tab();
    await ready(10);
    await tab({ scope: 'old' });
    await settle();
    expect(current.tab.hub.status.state).toBe('live');
  });

  it('begins by signing out, which ends all tabs of this one', async () => {
    const tabs = [await tab(), await tab(), await tab()];
    await ready(10);
    tabs[1]?.tab.end();
    await settle();
    expect(tabs.map(({ tab: one }) => one.hub.status.state)).toEqual(['ended', 'ended', 'ended']);
    expect(browser.open).toEqual([]);
  });
});
