/** The method of a request, as wide as the longest so that paths stand below each other. */
export function MethodBadge({ method }: { method: string }) {
  return <span className="inline-flex h-5 w-14 shrink-0 items-center justify-center rounded-sm border bg-sunken font-mono text-xs font-medium text-ink-soft">{method}</span>;
}
