import { sqlTokens, type SqlKind } from './sql-tokens';

const COLOUR: Record<SqlKind, string | undefined> = { keyword: 'font-medium text-accent-ink', name: 'text-ink', text: 'text-good-ink', number: 'text-work-ink', plain: undefined };

/** A statement as it is sent, in colours. */
export function SqlCode({ sql }: { sql: string }) {
  return (
    <pre className="min-w-0 flex-1 font-mono text-xs break-words whitespace-pre-wrap text-ink-soft">
      <code>
        {sqlTokens(sql).map(({ kind, text }, at) => (
          <span key={at} className={COLOUR[kind]}>
            {text}
          </span>
        ))}
      </code>
    </pre>
  );
}
