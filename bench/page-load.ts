import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, BrowserContextOptions, Request } from '@playwright/test';

export interface FirstLoad {
  /** Scripts that arrived before the `load` event, as transferred (gzip), in kB of 1000 bytes. */
  scriptKb: number;
  /** Requests that were sent before the `load` event, the page's own included. */
  requests: number;
  /** The same when nothing was asked for during a second. */
  settled: { scriptKb: number; requests: number };
  /** What was asked for before the `load` event: kind and path. */
  asked: string[];
  /** Transferred size of each script, the largest first. */
  scripts: { path: string; kb: number; beforeLoad: boolean }[];
}

export interface Subject {
  path: string;
  options: BrowserContextOptions;
}

const QUIET_MS = 1_000;
/** A busy machine is measured slowly, but it is measured. */
const NAVIGATION_MS = 180_000;

/** Opens a page in a browser that was never there. */
export async function firstLoad(browser: Browser, options: BrowserContextOptions, path: string): Promise<FirstLoad> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const sent: Request[] = [];
    const arrived: Request[] = [];
    let lastAt = 0;
    page.on('request', (request) => {
      sent.push(request);
      lastAt = Date.now();
    });
    page.on('requestfinished', (request) => arrived.push(request));
    const counted = { sent: 0, arrived: 0 };
    page.once('load', () => Object.assign(counted, { sent: sent.length, arrived: arrived.length }));
    await page.goto(path, { waitUntil: 'load', timeout: NAVIGATION_MS });
    while (Date.now() - lastAt < QUIET_MS) await delay(50);
    const scripts = await sizesOf(arrived, counted.arrived);
    const sum = (some: readonly { kb: number }[]) => some.reduce((total, { kb }) => total + kb, 0);
    return {
      scriptKb: sum(scripts.filter(({ beforeLoad }) => beforeLoad)),
      requests: counted.sent,
      settled: { scriptKb: sum(scripts), requests: sent.length },
      asked: sent.slice(0, counted.sent).map((request) => `${request.resourceType()} ${new URL(request.url()).pathname}`),
      scripts: scripts.sort((a, b) => b.kb - a.kb),
    };
  } finally {
    await context.close();
  }
}

async function sizesOf(arrived: readonly Request[], beforeLoad: number): Promise<FirstLoad['scripts']> {
  const scripts = arrived.map((request, index) => ({ request, beforeLoad: index < beforeLoad })).filter(({ request }) => request.resourceType() === 'script');
  return Promise.all(scripts.map(async ({ request, ...rest }) => ({ path: new URL(request.url()).pathname, kb: (await request.sizes()).responseBodySize / 1_000, ...rest })));
}

/**
 * Milliseconds from the browser's request to the first byte of the answer (Navigation Timing, §PerformanceNavigationTiming),
 * per subject and round. Every round visits all subjects, each beginning with another; the first round only warms up.
 */
export async function timeToFirstByte(browser: Browser, subjects: readonly Subject[], rounds: number): Promise<number[][]> {
  const times = subjects.map((): number[] => []);
  const pages = await Promise.all(subjects.map(async ({ options }) => (await browser.newContext(options)).newPage()));
  for (let round = -1; round < rounds; round += 1) {
    for (let turn = 0; turn < subjects.length; turn += 1) {
      const index = (Math.max(round, 0) + turn) % subjects.length;
      const page = pages[index];
      if (!page) continue;
      await page.goto(subjects[index]?.path ?? '/', { waitUntil: 'load', timeout: NAVIGATION_MS });
      const time = await page.evaluate(() => {
        const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
        return navigation ? navigation.responseStart - navigation.requestStart : Number.NaN;
      });
      if (round >= 0) times[index]?.push(time);
      // An open page keeps a stream of events and reads again: it must not be there while another is measured.
      await page.goto('about:blank');
    }
  }
  await Promise.all(pages.map((page) => page.context().close()));
  return times;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
