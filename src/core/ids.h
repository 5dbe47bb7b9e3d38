/* Numbers that people carry: resident identity numbers, phones, plates, division codes.
 *
 * Sources: GB 11643 (check by ISO 7064 MOD 11-2), YD/T numbering plan for mobile numbers, GA 36
 * (plates), the statistics bureau's 12-digit division codes; see doc/format/ids.md. */
#ifndef CORE_IDS_H
#define CORE_IDS_H

#include "core/str.h"

enum id_fault { ID_OK, ID_LENGTH, ID_CHARACTER, ID_REGION, ID_DATE, ID_CHECK };

/* 18 characters (x or X last), or 15 digits (legacy). birth gets the local day, female 0 or 1;
 * both may be NULL. today bounds the birth date. */
enum id_fault id_resident(struct str s, int32_t today, int32_t *ret_birth, int *ret_female);
/* Mobile 1[3-9]+9 digits, or fixed line 0 + area code + number (10 to 12 digits); spaces,
 * hyphens and +86 / 0086 are dropped, full-width digits folded; ret (size 16) gets the plain
 * digits. Another country's number is ID_REGION. */
enum id_fault id_phone(struct str s, char ret[16]);
/* GA 36: province hanzi + letter + 5 (the last may be 挂 学 警 港 澳 使 领), or 6 for new energy
 * (A-H J K first for small, last for large; D and F are the usual ones); no I or O; full-width
 * and lower case are folded, spaces, hyphens and · dropped, into ret (size 16). */
enum id_fault id_plate(struct str s, char ret[16]);
/* An area id: 1 to 32 of [0-9A-Za-z_-], optionally '@' and a number of at most 9 digits. */
bool id_area(struct str s);
/* Other documents (passport, permit): 5 to 20 of [0-9A-Z], folded to upper case into ret (size
 * 24). */
enum id_fault id_document_other(struct str s, char ret[24]);
/* A document of either sort, and into ret (size 24) its one spelling: upper case, a legacy resident
 * number with the century and the check character that it has been given since. */
enum id_fault id_document(struct str s, int32_t today, char ret[24]);

#endif
