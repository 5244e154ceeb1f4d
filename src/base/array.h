/* array: the number of elements of an array whose size the compiler knows. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#define ARRAY_COUNT(array) (sizeof(array) / sizeof *(array))

#endif
