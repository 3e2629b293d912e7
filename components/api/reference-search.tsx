'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Input } from '@/components/ui/input';
import { LinkSegments } from '@/components/ui/tabs';

const TYPING_MS = 200;

function addressOf(path: string, typed: string, mine: boolean): string {
  const q = typed.trim();
  const search = new URLSearchParams({ ...(q !== '' && { q }), ...(mine && { mine: '1' }) }).toString();
  return search ? `${path}?${search}` : path;
}

/** Text and role narrow the list; both stand in the address, so that a list can be sent to somebody. */
export function ReferenceSearch({ query, onlyMine }: { query: string; onlyMine: boolean }) {
  const t = useTranslations('api');
  const router = useRouter();
  const path = usePathname();
  const [typed, setTyped] = useState(query);
  useEffect(() => {
    if (typed.trim() === query) return;
    const timer = setTimeout(() => router.replace(addressOf(path, typed, onlyMine), { scroll: false }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, query, onlyMine, path, router]);
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      <div className="relative min-w-0 flex-1 basis-64 sm:max-w-80">
        <Search className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint" aria-hidden />
        <Input type="search" dense aria-label={t('search')} placeholder={t('search')} className="pl-8" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </div>
      <LinkSegments
        label={t('operation')}
        items={[
          { href: addressOf(path, typed, false), label: t('all'), current: !onlyMine },
          { href: addressOf(path, typed, true), label: t('onlyMine'), current: onlyMine },
        ]}
      />
    </div>
  );
}
