'use client';

import { SquareTerminal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment, useEffect } from 'react';
import { Button } from '@/components/ui/button';
import { Dropdown, DropdownContent, DropdownItem, DropdownLabel, DropdownTrigger } from '@/components/ui/dropdown';
import { toast } from '@/components/ui/toast';
import { afterLoad } from '@/lib/doors/rpc/after-load';
import type { Callable } from '@/lib/doors/snippets/snippets';
import { useCallables } from './callables';

const loadLine = () => import('./shell-line');

interface Copyable {
  /** Its name; where the page tells nothing of it, nothing is offered. */
  operation: string;
  /** What the screen would send, asked for when it is copied. */
  input: () => object;
  /** Version that the screen would name, asked for at the same time. */
  ifMatch?: () => string | undefined;
}

/** What a screen does, as a line for a shell: by REST or by the command line. Secrets are named, never copied. */
export function CopyAs({ className, ...one }: Copyable & { className?: string }) {
  return <CopyAsMenu className={className} operations={[one]} />;
}

/** The same for several things that a screen does; each with the words of its own button. */
export function CopyAsMenu({ operations, className }: { operations: readonly (Copyable & { label?: string })[]; className?: string }) {
  const t = useTranslations('api');
  const callables = useCallables();
  const copy = useCopy();
  const known = operations.flatMap((one) => (callables[one.operation] ? [{ ...one, callable: callables[one.operation] as Callable }] : []));
  if (known.length === 0) return null;
  return (
    <Dropdown>
      <DropdownTrigger asChild>
        <Button variant="ghost" className={className}>
          <SquareTerminal aria-hidden /> <span>{t('copyAs')}</span>
        </Button>
      </DropdownTrigger>
      <DropdownContent align="end">
        {known.map(({ callable, ...one }) => (
          <Fragment key={one.operation}>
            {one.label && <DropdownLabel>{one.label}</DropdownLabel>}
            {(['curl', 'cli'] as const).filter((kind) => kind === 'curl' || callable.byCli).map((kind) => (
              <DropdownItem key={kind} aria-label={one.label && `${one.label}: ${t(kind)}`} onSelect={() => void copy(kind, callable, one)}>{t(kind)}</DropdownItem>
            ))}
          </Fragment>
        ))}
      </DropdownContent>
    </Dropdown>
  );
}

function useCopy() {
  const t = useTranslations('api');
  // There by the time that somebody copies: a browser takes into its clipboard only what follows a click at once.
  useEffect(() => afterLoad(() => void loadLine().catch(() => undefined)), []);
  return async (kind: 'curl' | 'cli', callable: Callable, { input, ifMatch }: Copyable) => {
    const { lineOf } = await loadLine();
    const { line, names } = lineOf(callable, kind, input(), { origin: location.origin, ifMatch: ifMatch?.() });
    await navigator.clipboard.writeText(line).then(
      () => toast.success(names.length > 0 ? t('copied', { names: names.map((name) => `$${name}`).join(', ') }) : t('copiedPlain')),
      () => toast.error(t('copyFailed')),
    );
  };
}
