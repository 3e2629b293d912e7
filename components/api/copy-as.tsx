'use client';

import { SquareTerminal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { Button } from '@/components/ui/button';
import { Dropdown, DropdownContent, DropdownItem, DropdownLabel, DropdownTrigger } from '@/components/ui/dropdown';
import { toast } from '@/components/ui/toast';
import { hideSecrets } from '@/lib/doors/snippets/hide-secrets';
import { variablesIn } from '@/lib/doors/snippets/shell';
import { cliArguments, cliLine, curlArguments, curlLine, type Callable } from '@/lib/doors/snippets/snippets';
import { useCallables } from './callables';

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
              <DropdownItem key={kind} aria-label={one.label && `${one.label}: ${t(kind)}`} onSelect={() => copy(kind, callable, one)}>{t(kind)}</DropdownItem>
            ))}
          </Fragment>
        ))}
      </DropdownContent>
    </Dropdown>
  );
}

function useCopy() {
  const t = useTranslations('api');
  return (kind: 'curl' | 'cli', callable: Callable, { input, ifMatch }: Copyable) => {
    const sent = JSON.parse(JSON.stringify(hideSecrets(input() as Record<string, unknown>))) as Record<string, unknown>;
    const options = { origin: location.origin, ifMatch: ifMatch?.() };
    const [line, words] = kind === 'curl' ? [curlLine(callable, sent, options), curlArguments(callable, sent, options)] : [cliLine(callable, sent, options), cliArguments(callable, sent, options)];
    const names = variablesIn(words).map((name) => `$${name}`);
    navigator.clipboard.writeText(line).then(
      () => toast.success(names.length > 0 ? t('copied', { names: names.join(', ') }) : t('copiedPlain')),
      () => toast.error(t('copyFailed')),
    );
  };
}
