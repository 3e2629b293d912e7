import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { Card, Facts } from '@/components/ui/card';
import type { Reference } from '@/lib/doors/rest/reference';
import { cliLine, curlLine, TOKEN_VARIABLE } from '@/lib/doors/snippets/snippets';
import { CodeBlock } from './code-block';
import { SchemaList } from './schema-list';

/** One operation: what it takes, what it answers, what may go wrong, and how it is called from a shell. */
export function OperationReference({ reference, origin }: { reference: Reference; origin: string }) {
  const t = useTranslations('api');
  const { permission, mayCall } = reference;
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]">
      <div className="min-w-0 space-y-4 xl:sticky xl:top-4 xl:order-last">
        <Shells reference={reference} origin={origin} />
        {reference.sample !== null && <CodeBlock title={`${t('exampleAnswer')}. ${t('exampleNote')}`} code={JSON.stringify(reference.sample, null, 2)} copyLabel={t('copyAnswer')} />}
      </div>
      <div className="min-w-0 space-y-4">
        {!mayCall && <Alert tone="info" title={t('mayNot')}>{t('mayNotDetail', { permission })}</Alert>}
        <Inputs reference={reference} />
        <Answer reference={reference} />
        <Card title={t('errors')} description={t('errorsDetail')}>
          <Facts items={reference.codes.map(({ code, status }) => ({ term: code, value: status }))} className="font-mono [&_dt]:text-xs" />
        </Card>
      </div>
    </div>
  );
}

function Shells({ reference: { callable, example }, origin }: { reference: Reference; origin: string }) {
  const t = useTranslations('api');
  return (
    <section className="space-y-2">
      <CodeBlock title={t('curl')} code={curlLine(callable, example, { origin })} copyLabel={t('copyCurl')} />
      {callable.byCli ? <CodeBlock title={t('cli')} code={cliLine(callable, example)} copyLabel={t('copyCli')} /> : <p className="text-sm text-pretty text-ink-soft">{t('noCli')}</p>}
      {callable.needsToken && <p className="text-sm text-pretty text-ink-faint">{t('tokenNote', { name: TOKEN_VARIABLE })}</p>}
    </section>
  );
}

function Inputs({ reference: { permission, takesIfMatch, takesIdempotencyKey, inPath, inQuery, body, accepts, name } }: { reference: Reference }) {
  const t = useTranslations('api');
  const code = (text: string) => <code className="font-mono text-xs">{text}</code>;
  const headers = [...(takesIfMatch ? [{ name: 'If-Match', meaning: t('ifMatch') }] : []), ...(takesIdempotencyKey ? [{ name: 'Idempotency-Key', meaning: t('idempotencyKey') }] : [])];
  return (
    <>
      <Card>
        <Facts
          className="-my-2"
          items={[
            { term: t('operation'), value: code(name) },
            { term: t('needs'), value: permission === 'public' ? t('public') : code(permission) },
          ]}
        />
      </Card>
      {inPath.length > 0 && <Section title={t('path')}><SchemaList rows={inPath} /></Section>}
      {headers.length > 0 && (
        <Section title={t('headers')}>
          <SchemaList rows={headers.map((header) => ({ path: header.name, type: 'string', required: false, description: header.meaning, notes: [] }))} />
        </Section>
      )}
      {inQuery.length > 0 && <Section title={t('query')}><SchemaList rows={inQuery} /></Section>}
      {accepts.length > 0 && <Section title={t('body')} description={t('fileBody', { types: accepts.join(', ') })} />}
      {body.length > 0 && <Section title={t('body')} description={t('bodyDetail')}><SchemaList rows={body} /></Section>}
    </>
  );
}

function Answer({ reference: { status, answer, answers } }: { reference: Reference }) {
  const t = useTranslations('api');
  const title = t('answer', { status: String(status) });
  if (answers.length > 0) return <Section title={title} description={t('fileAnswer', { types: answers.join(', ') })} />;
  if (answer.length === 0) return <Section title={title} description={t('noContent')} />;
  // Of an answer nothing is asked.
  return <Section title={title}><SchemaList rows={answer.map((row) => ({ ...row, required: false }))} /></Section>;
}

/** A card whose list reaches its edges. */
function Section({ title, description, children }: { title: string; description?: string; children?: ReactNode }) {
  return (
    <section className="panel overflow-hidden">
      <header className="px-4 py-2.5">
        <h2 className="text-base">{title}</h2>
        {description && <p className="text-sm text-ink-soft">{description}</p>}
      </header>
      {children}
    </section>
  );
}
