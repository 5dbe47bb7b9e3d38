/* SQLite's own page cache, spared a walk through all its pages at every commit.
 *
 * After a commit SQLite has its cache drop what lies beyond the end of the file. The cache keeps the largest page number that it
 * has seen, and has nothing to do while the file reaches that far. But where a tree's pages are put in order, one of them bears for
 * a moment a number that no file uses, that of the page at one GiB: from then on a cache of a smaller file looks at every page it
 * holds, a tenth of the writer's time under load. This one does not count that number. */
#ifndef STORE_SQLITE_PAGES_H
#define STORE_SQLITE_PAGES_H

/* For all connections of this process. Nothing changes where SQLite has been used before. */
void pages_use(void);

#endif
