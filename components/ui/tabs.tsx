'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from './cn';
import { useCurrentInSight } from './use-current-in-sight';

/** Tabs that are pages: each has its own address. */
export function LinkTabs({ label, items }: { label: string; items: { href: string; label: string; /** Has pages below its own. */ deep?: boolean }[] }) {
  const path = usePathname();
  const isOpen = ({ href, deep }: { href: string; deep?: boolean }) => path === href || (deep === true && path.startsWith(`${href}/`));
  const nav = useCurrentInSight<HTMLElement>(path, '[aria-current]');
  return (
    <nav ref={nav} aria-label={label} className="relative -mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="flex w-max min-w-full gap-1 border-b">
        {items.map((item) => (
          <li key={item.href}>
            <Link
              href={item.href}
              aria-current={isOpen(item) ? 'page' : undefined}
              className={cn(
                '-mb-px inline-flex h-9 items-center border-b-2 px-2.5 text-sm font-medium whitespace-nowrap transition-colors',
                isOpen(item) ? 'border-accent text-ink [scroll-initial-target:nearest]' : 'border-transparent text-ink-soft hover:text-ink',
              )}
            >
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A choice between a few views of the same thing. */
export function Segments<T extends string>({ label, value, options, onChange }: { label: string; value: T; options: { value: T; label: string }[]; onChange: (value: T) => void }) {
  return (
    <div role="group" aria-label={label} className="inline-flex rounded-md border bg-sunken p-0.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={cn('h-6.5 rounded-sm px-2.5 text-sm font-medium transition-colors', option.value === value ? 'bg-raised text-ink shadow-sm' : 'text-ink-soft hover:text-ink')}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

/** The same for places: each choice is a page of its own. */
export function LinkSegments({ label, items }: { label: string; items: { href: string; label: string; current: boolean }[] }) {
  return (
    <nav aria-label={label} className="inline-flex rounded-md border bg-sunken p-0.5">
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.current ? 'page' : undefined}
          className={cn('inline-flex h-6.5 items-center rounded-sm px-2.5 text-sm font-medium whitespace-nowrap transition-colors', item.current ? 'bg-raised text-ink shadow-sm' : 'text-ink-soft hover:text-ink')}
        >
          {item.label}
        </Link>
      ))}
    </nav>
  );
}
