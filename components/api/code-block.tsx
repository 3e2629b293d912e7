import { CopyButton } from '@/components/ui/copy-button';

/** Lines to be copied, under what they are. */
export function CodeBlock({ title, code, copyLabel }: { title: string; code: string; copyLabel: string }) {
  return (
    <div className="overflow-hidden rounded-lg border bg-sunken">
      <p className="flex items-center justify-between border-b py-1 pr-2 pl-3 text-sm text-ink-soft">
        {title} <CopyButton value={code} label={copyLabel} />
      </p>
      <pre tabIndex={0} aria-label={title} className="max-h-96 overflow-auto p-3 font-mono text-xs leading-5 -outline-offset-2">
        {code}
      </pre>
    </div>
  );
}
