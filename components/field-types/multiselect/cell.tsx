import { Badge } from '@/components/ui/badge';
import type { CellProps } from '../field-ui';
import { optionLabel } from '../select';

/** So many stand in a list; the rest is counted. */
const SHOWN = 2;

export function MultiselectCell({ value, options }: CellProps) {
  const labels = (Array.isArray(value) ? value : [value]).map((one) => optionLabel(options, String(one)));
  if (labels.length === 0) return <span className="text-ink-faint">–</span>;
  return (
    <span title={labels.join(', ')} className="inline-flex max-w-56 items-center gap-1 overflow-hidden align-middle">
      {labels.slice(0, SHOWN).map((label) => (
        <Badge key={label}>{label}</Badge>
      ))}
      {labels.length > SHOWN && <span className="text-xs text-ink-soft">+{labels.length - SHOWN}</span>}
    </span>
  );
}
