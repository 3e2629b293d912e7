import { cn } from './cn';

/** Holds the place of what is loading, at its size. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-pulse-soft rounded-md bg-hover', className)} />;
}

/** A page on its way: heading, tools, rows. */
export function PageSkeleton({ label, rows = 8 }: { label: string; rows?: number }) {
  return (
    <div role="status" aria-label={label}>
      <div className="mb-6 space-y-1">
        <Skeleton className="h-7 w-48" />
        <Skeleton className="h-5 w-96 max-w-full" />
      </div>
      <div className="mb-3 flex items-center justify-between gap-4">
        <Skeleton className="h-8 w-80 max-w-full" />
        <Skeleton className="h-8 w-28 max-sm:hidden" />
      </div>
      <div className="panel overflow-hidden">
        <div className="h-9 border-b bg-sunken" />
        <Rows count={rows} className="h-11" />
      </div>
    </div>
  );
}

/** A list on its way below a page's own heading: its tools and rows, at the size of a data table's. */
export function ListSkeleton({ label, rows = 8, intro = false }: { label: string; rows?: number; /** A line of words stands above it. */ intro?: boolean }) {
  return (
    <div role="status" aria-label={label} className="space-y-3">
      {intro && <Skeleton className="h-5 w-96 max-w-full" />}
      <div className="flex flex-wrap items-center gap-2">
        <Skeleton className="h-8 w-full sm:w-72" />
        <Skeleton className="h-8 w-24" />
        <Skeleton className="ml-auto h-8 w-28" />
      </div>
      <div className="panel overflow-hidden">
        <div className="h-9 border-b bg-sunken" />
        <Rows count={rows} className="h-11 max-sm:h-15" />
      </div>
    </div>
  );
}

/** Cards with rows on their way. */
export function CardSkeleton({ label, rows = 6 }: { label: string; rows?: number }) {
  return (
    <div role="status" aria-label={label} className="panel overflow-hidden">
      <div className="flex h-15 items-center justify-between border-b px-4">
        <Skeleton className="h-5 w-56 max-w-[50%]" />
        <Skeleton className="h-8 w-28" />
      </div>
      <Rows count={rows} className="h-15" />
    </div>
  );
}

function Rows({ count, className }: { count: number; className: string }) {
  return (
    <div className="divide-y">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={cn('flex items-center gap-4 px-4', className)}>
          <Skeleton className="h-4 w-1/4" />
          <Skeleton className="h-4 w-1/6" />
          <Skeleton className="ml-auto h-4 w-20" />
        </div>
      ))}
    </div>
  );
}
