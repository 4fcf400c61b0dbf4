// hold FILE MILLISECONDS keeps a file open and shares it with nobody, as a virus scanner does for a moment.
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>

int wmain(int argc, wchar_t **argv)
{
	HANDLE h = argc == 3 ? CreateFileW(argv[1], GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL) : INVALID_HANDLE_VALUE;
	if (h == INVALID_HANDLE_VALUE)
		return 1;
	puts("held");
	fflush(stdout);
	Sleep(_wtoi(argv[2]));
	return 0;
}
