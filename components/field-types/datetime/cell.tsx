import { RelativeTime } from '@/components/ui/relative-time';
import type { CellProps } from '../field-ui';

export const DatetimeCell = ({ value }: CellProps) => <RelativeTime at={String(value)} />;
