import type { ReactNode } from 'react';

/** A row as its cells see it. */
export interface TableRow<T> {
  id: string;
  original: T;
}

export interface TableColumn<T> {
  id: string;
  header: ReactNode | (() => ReactNode);
  cell: (context: { row: TableRow<T> }) => ReactNode;
  /** False for what names the row: it is always shown. */
  enableHiding?: boolean;
  meta?: { label: string; sort?: string; align?: 'right'; className?: string; hidden?: boolean; /** Shown on phones, in the second line: as it is, or with its label. */ phone?: 'plain' | 'labelled' };
}
