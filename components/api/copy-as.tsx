'use client';

import { SquareTerminal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dropdown, DropdownContent, DropdownItem, DropdownTrigger } from '@/components/ui/dropdown';
import { toast } from '@/components/ui/toast';
import { hideSecrets } from '@/lib/doors/snippets/hide-secrets';
import { variablesIn } from '@/lib/doors/snippets/shell';
import { cliArguments, cliLine, curlArguments, curlLine } from '@/lib/doors/snippets/snippets';
import { useCallable } from './callables';

interface CopyAsProps {
  /** Its name; where the page tells nothing of it, nothing is offered. */
  operation: string;
  /** What the screen would send, asked for when it is copied. */
  input: () => object;
  /** Version that the screen would name, asked for at the same time. */
  ifMatch?: () => string | undefined;
  className?: string;
}

/** What a screen does, as a line for a shell: by REST or by the command line. Secrets are named, never copied. */
export function CopyAs({ operation, input, ifMatch, className }: CopyAsProps) {
  const t = useTranslations('api');
  const callable = useCallable(operation);
  if (!callable) return null;
  const copy = (kind: 'curl' | 'cli') => {
    const sent = JSON.parse(JSON.stringify(hideSecrets(input() as Record<string, unknown>))) as Record<string, unknown>;
    const options = { origin: location.origin, ifMatch: ifMatch?.() };
    const [line, words] = kind === 'curl' ? [curlLine(callable, sent, options), curlArguments(callable, sent, options)] : [cliLine(callable, sent, options), cliArguments(callable, sent, options)];
    const names = variablesIn(words).map((name) => `$${name}`);
    navigator.clipboard.writeText(line).then(
      () => toast.success(names.length > 0 ? t('copied', { names: names.join(', ') }) : t('copiedPlain')),
      () => toast.error(t('copyFailed')),
    );
  };
  return (
    <Dropdown>
      <DropdownTrigger asChild>
        <Button variant="ghost" className={className}>
          <SquareTerminal aria-hidden /> <span>{t('copyAs')}</span>
        </Button>
      </DropdownTrigger>
      <DropdownContent align="end">
        <DropdownItem onSelect={() => copy('curl')}>{t('curl')}</DropdownItem>
        {callable.byCli && <DropdownItem onSelect={() => copy('cli')}>{t('cli')}</DropdownItem>}
      </DropdownContent>
    </Dropdown>
  );
}
