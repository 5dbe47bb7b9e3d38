/* Each cache is SQLite's, with the largest number beside it; every method but three is passed through. */
#include "store/sqlite_pages.h"

#include <sqlite3.h>

#include "sys/sys.h"

#define LOCKED_BYTE 0x40000000u /* https://www.sqlite.org/fileformat2.html#the_lock_byte_page */

struct pages {
	sqlite3_pcache *real;
	unsigned largest, unused; /* page numbers */
};

static sqlite3_pcache_methods2 real;

static struct pages *of(sqlite3_pcache *c)
{
	return (struct pages *)c;
}

static int cache_init(void *arg)
{
	(void)arg;
	return real.xInit(real.pArg);
}

static void cache_shutdown(void *arg)
{
	(void)arg;
	if (real.xShutdown)
		real.xShutdown(real.pArg);
}

static sqlite3_pcache *cache_new(int page, int extra, int purgeable)
{
	struct pages *p = sys_new(1, sizeof *p);

	if (!p)
		return NULL;
	p->unused = LOCKED_BYTE / (unsigned)page + 1;
	p->real = real.xCreate(page, extra, purgeable);
	if (p->real)
		return (sqlite3_pcache *)p;
	sys_free(p);
	return NULL;
}

static void cache_size(sqlite3_pcache *c, int pages)
{
	real.xCachesize(of(c)->real, pages);
}

static int cache_count(sqlite3_pcache *c)
{
	return real.xPagecount(of(c)->real);
}

static sqlite3_pcache_page *cache_fetch(sqlite3_pcache *c, unsigned number, int create)
{
	struct pages *p = of(c);
	sqlite3_pcache_page *page = real.xFetch(p->real, number, create);

	if (page && number > p->largest)
		p->largest = number;
	return page;
}

static void cache_unpin(sqlite3_pcache *c, sqlite3_pcache_page *page, int discard)
{
	real.xUnpin(of(c)->real, page, discard);
}

static void cache_renumber(sqlite3_pcache *c, sqlite3_pcache_page *page, unsigned from, unsigned to)
{
	struct pages *p = of(c);

	real.xRekey(p->real, page, from, to);
	if (to > p->largest && to != p->unused)
		p->largest = to;
}

/* Drops the pages from this number on. */
static void cache_truncate(sqlite3_pcache *c, unsigned from)
{
	struct pages *p = of(c);

	if (from > p->largest)
		return;
	real.xTruncate(p->real, from);
	p->largest = from ? from - 1 : 0;
}

static void cache_free(sqlite3_pcache *c)
{
	real.xDestroy(of(c)->real);
	sys_free(of(c));
}

static void cache_shrink(sqlite3_pcache *c)
{
	real.xShrink(of(c)->real);
}

void pages_use(void)
{
	static const sqlite3_pcache_methods2 methods = { .iVersion = 1,
		.xInit = cache_init,
		.xShutdown = cache_shutdown,
		.xCreate = cache_new,
		.xCachesize = cache_size,
		.xPagecount = cache_count,
		.xFetch = cache_fetch,
		.xUnpin = cache_unpin,
		.xRekey = cache_renumber,
		.xTruncate = cache_truncate,
		.xDestroy = cache_free,
		.xShrink = cache_shrink };

	if (sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &real) == SQLITE_OK)
		sqlite3_config(SQLITE_CONFIG_PCACHE2, &methods);
}
