'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { linePath, nearest, plotted, roundTop, type LatencySample } from './latency-scale';

interface LatencyChartProps {
  samples: LatencySample[];
  /** What it shows, with its range, for who cannot see it. */
  label: string;
  /** The axis says days instead of hours. */
  days: boolean;
}

const TICKS = [1, 0.5, 0];
const TIMES = [0, 0.5, 1];
const PAGE = 10;

/** Latency over time. The marker follows the pointer, or the arrow keys, and says the sample under it. */
export function LatencyChart({ samples, label, days }: LatencyChartProps) {
  const t = useTranslations('servers');
  const tc = useTranslations('common');
  const format = useFormatter();
  const [marked, setMarked] = useState<number | null>(null);
  const points = plotted(samples);
  const top = roundTop(Math.max(...points.map(({ latencyMs }) => latencyMs ?? 0)));
  const first = points[0]?.at ?? 0;
  const last = points.at(-1)?.at ?? 0;
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const time = (at: number) => format.dateTime(new Date(at), days ? { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone } : { timeStyle: 'short', timeZone });
  const exact = (at: number) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'medium', timeZone });
  const value = (latencyMs: number | null) => (latencyMs === null ? t('noAnswer') : tc('ms', { value: Math.round(latencyMs * 100) / 100 }));
  const index = Math.min(marked ?? points.length - 1, points.length - 1);
  const point = points[index];
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setMarked(nearest(points, (event.clientX - box.left) / box.width));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: index - 1, ArrowRight: index + 1, PageDown: index - PAGE, PageUp: index + PAGE, Home: 0, End: points.length - 1 };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setMarked(Math.max(0, Math.min(points.length - 1, next)));
  };
  return (
    <div className="numeric grid h-full grid-cols-[auto_minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] gap-x-2 gap-y-1 text-xs text-ink-faint">
      <div aria-hidden className="flex flex-col justify-between text-right leading-none">
        {TICKS.map((share) => (
          <span key={share}>{tc('ms', { value: top * share })}</span>
        ))}
      </div>
      <div
        role="slider"
        tabIndex={0}
        aria-label={t('samples')}
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={index + 1}
        aria-valuetext={point && `${exact(point.at)}: ${value(point.latencyMs)}`}
        className="relative cursor-crosshair rounded-sm"
        onPointerMove={onPointerMove}
        onPointerLeave={() => setMarked(null)}
        onFocus={() => setMarked(index)}
        onBlur={() => setMarked(null)}
        onKeyDown={onKeyDown}
      >
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={label} className="absolute inset-0 size-full overflow-visible">
          {TICKS.map((share) => (
            <line key={share} x1="0" x2="100" y1={share * 100} y2={share * 100} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
          ))}
          <path d={linePath(points, top)} fill="none" stroke="var(--accent)" strokeWidth="1.5" strokeLinejoin="round" vectorEffect="non-scaling-stroke" />
        </svg>
        {marked !== null && point && (
          <div aria-hidden className="pointer-events-none absolute inset-y-0 w-px bg-line-strong" style={{ left: `${point.x * 100}%` }}>
            {point.latencyMs !== null && <span className="absolute -left-1 size-2 -translate-y-1/2 rounded-full border-2 border-surface bg-accent" style={{ top: `${100 - (point.latencyMs / top) * 100}%` }} />}
            <span className={`absolute top-0 rounded-md border bg-raised px-2 py-1 whitespace-nowrap text-ink shadow-md ${point.x > 0.5 ? 'right-2' : 'left-2'}`}>
              <strong className="font-semibold">{value(point.latencyMs)}</strong> <span className="text-ink-soft">{exact(point.at)}</span>
            </span>
          </div>
        )}
      </div>
      <div aria-hidden className="col-start-2 flex justify-between">
        {TIMES.map((share) => (
          <span key={share} className={share === 0.5 ? 'max-sm:hidden' : undefined}>
            {time(first + (last - first) * share)}
          </span>
        ))}
      </div>
    </div>
  );
}
