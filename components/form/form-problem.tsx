'use client';

import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import type { ActionProblem } from './action';

/** What the server refused, above the form, until it is sent again. */
export function FormProblem({ problem }: { problem: ActionProblem | null }) {
  const t = useTranslations('common');
  if (!problem) return null;
  return (
    <Alert tone="bad" title={problem.title} live>
      <p>{problem.detail}</p>
      {problem.errors.length > 0 && (
        <ul className="list-disc pl-5">
          {problem.errors.map(({ path, message }) => (
            <li key={path}>
              <code className="font-mono text-xs">{path}</code>: {message}
            </li>
          ))}
        </ul>
      )}
      {problem.reference && (
        <p>
          {t('reference')} <code className="font-mono text-xs">{problem.reference}</code>
        </p>
      )}
    </Alert>
  );
}
