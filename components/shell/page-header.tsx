import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';

interface PageHeaderProps {
  /** The way here, without the page itself. */
  crumbs?: { href: string; label: string }[];
  title: string;
  /** The page itself at the end of the way, where that is shorter than its title. */
  here?: string;
  /** Beside the title: the state of the thing. */
  status?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ crumbs = [], title, here = title, status, description, actions }: PageHeaderProps) {
  const t = useTranslations('nav');
  return (
    <header className="mb-6 space-y-2">
      {crumbs.length > 0 && (
        <nav aria-label={t('breadcrumb')}>
          <ol className="flex flex-wrap items-center gap-1 text-sm text-ink-soft">
            {crumbs.map(({ href, label }) => (
              <li key={href} className="flex items-center gap-1">
                <Link href={href} className="inline-flex min-h-6 items-center rounded-sm hover:text-ink hover:underline">
                  {label}
                </Link>
                <ChevronRight className="size-3.5 text-ink-faint" aria-hidden />
              </li>
            ))}
            <li aria-current="page" className="max-w-[50vw] truncate text-ink">
              {here}
            </li>
          </ol>
        </nav>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 space-y-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-xl break-words">{title}</h1>
            {status}
          </div>
          {description && <div className="max-w-2xl text-base text-pretty text-ink-soft">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  );
}
