/* The demo's data files as they were at build time (tools/embed_files.py), so that the program needs no folder beside it. */
#ifndef DEMO_FILES_H
#define DEMO_FILES_H

extern const char demo_areas_csv[], demo_dwellings_plan_csv[], demo_counties_csv[];

#endif
