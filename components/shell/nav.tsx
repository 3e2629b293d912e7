'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { NAV_ITEMS } from './nav-items';

interface NavProps {
  permissions: string[];
  /** Icons only; the words become hints and stay for screen readers. */
  collapsed?: boolean;
  onNavigate?: () => void;
}

export function Nav({ permissions, collapsed, onNavigate }: NavProps) {
  const t = useTranslations('nav');
  const path = usePathname();
  return (
    <nav aria-label={t('label')}>
      <ul className="space-y-0.5">
        {NAV_ITEMS.filter(({ permission }) => !permission || permissions.includes(permission)).map(({ key, href, icon: Icon, shortcut }) => {
          const current = href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
          const link = (
            <Link
              href={href}
              onClick={onNavigate}
              data-shortcut={shortcut}
              aria-current={current ? 'page' : undefined}
              className={cn(
                'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium transition-colors',
                current ? 'bg-surface text-ink shadow-sm ring-1 ring-line dark:bg-raised' : 'text-ink-soft hover:bg-hover hover:text-ink',
                collapsed && 'justify-center px-0',
              )}
            >
              <Icon className={cn('size-4 shrink-0', current ? 'text-accent-ink' : 'text-ink-faint')} aria-hidden />
              <span className={collapsed ? 'sr-only' : 'truncate'}>{t(key)}</span>
            </Link>
          );
          return (
            <li key={key}>
              {collapsed ? (
                <Tooltip content={t(key)} side="right">
                  {link}
                </Tooltip>
              ) : (
                link
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
