'use client';

import { Lock, Mail } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Device } from './preview-pages';

/** What the windows measure in their own pixels; they are drawn smaller where there is less room. */
export const WINDOW: Record<Device, { width: number; height: number; bar: number }> = {
  desktop: { width: 980, height: 850, bar: 68 },
  phone: { width: 375, height: 760, bar: 40 },
};

interface DeviceWindowProps {
  device: Device;
  /** Where the page would be, or who the mail is from. */
  address: string;
  /** Of the tab, or the mail's subject. */
  title: string;
  icon: string | null | undefined;
  mail: boolean;
  /** For who does not see it. */
  label: string;
  background: string;
  children: ReactNode;
}

/** A window of a browser or mailbox, as large as there is room for. Its height does not depend on what it shows, so nothing moves. */
export function DeviceWindow({ device, background, label, children, ...bar }: DeviceWindowProps) {
  const stage = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<{ width: number; height: number } | null>(null);
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const { width, height } = WINDOW[device];
  const scale = room ? Math.min(1, room.width / width, room.height / height) : 0;
  return (
    <div ref={stage} className="relative h-[30rem] overflow-hidden sm:h-[35rem]">
      {room && (
        <div
          className="absolute origin-top-left overflow-hidden rounded-xl border border-line-strong bg-raised shadow-md"
          style={{ width, height, transform: `scale(${scale})`, left: (room.width - width * scale) / 2, top: (room.height - height * scale) / 2 }}
        >
          <Bar device={device} {...bar} />
          <div role="region" aria-label={label} tabIndex={0} className="overflow-y-auto -outline-offset-2" style={{ height: height - WINDOW[device].bar, backgroundColor: background }}>
            {children}
          </div>
        </div>
      )}
    </div>
  );
}

function Bar({ device, address, title, icon, mail }: Pick<DeviceWindowProps, 'device' | 'address' | 'title' | 'icon' | 'mail'>) {
  // eslint-disable-next-line @next/next/no-img-element -- a data address
  const mark = mail ? <Mail className="size-4 shrink-0 text-ink-faint" /> : icon ? <img src={icon} alt="" className="size-4 shrink-0 object-contain" /> : <span className="size-4 shrink-0 rounded-sm bg-line-strong" />;
  if (device === 'phone') {
    return (
      <div aria-hidden className="flex h-10 items-center justify-center gap-2 border-b bg-sunken px-4 text-sm text-ink-soft">
        {mark} <span className="truncate">{mail ? title : address}</span>
      </div>
    );
  }
  return (
    <div aria-hidden className="h-17 border-b bg-sunken">
      <div className="flex h-8 items-end gap-2 px-4">
        <span className="mb-2 flex gap-1.5">
          <i className="size-2.5 rounded-full bg-line-strong" />
          <i className="size-2.5 rounded-full bg-line-strong" />
          <i className="size-2.5 rounded-full bg-line-strong" />
        </span>
        <span className="ml-2 flex h-7 max-w-72 items-center gap-2 rounded-t-md border border-b-0 bg-raised px-3 text-sm">
          {mark} <span className="truncate">{title}</span>
        </span>
      </div>
      <div className="flex h-9 items-center bg-raised px-4">
        <span className="flex h-6 w-full items-center gap-2 rounded-full bg-sunken px-3 text-xs text-ink-soft">
          {!mail && <Lock className="size-3" />} <span className="truncate">{address}</span>
        </span>
      </div>
    </div>
  );
}
