import { cn } from '@/components/ui/cn';

/** More than this is of no use to who points at it. */
const TITLE_MAX = 1_000;

/** Text in a list, cut at a width; all of it shows to who points at it. */
export function TextCell({ value, className }: { value: unknown; className?: string }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return (
    <span title={text.slice(0, TITLE_MAX)} className={cn('inline-block max-w-48 truncate align-middle', className)}>
      {text.slice(0, TITLE_MAX)}
    </span>
  );
}

/** The same, leading somewhere. */
export function LinkCell({ href, value, external }: { href: string; value: string; external?: boolean }) {
  return (
    <a href={href} title={value} {...(external && { target: '_blank', rel: 'noopener noreferrer' })} className="inline-block max-w-48 truncate rounded-sm align-middle text-accent-ink hover:underline">
      {value}
    </a>
  );
}
