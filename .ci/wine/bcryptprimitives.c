// Go asks this library for random numbers, and Debian's wine 8 has none. With REMOVES_BY_HANDLE set it also teaches wine the way of
// removing by a handle that os.RemoveAll, and so every test's folder, needs (FileDispositionInformationEx); the program is tried without it.
#include <windows.h>
#include <string.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG); // RtlGenRandom, of advapi32

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE to, SIZE_T n)
{
	while (n) {
		ULONG piece = n > 1 << 20 ? 1 << 20 : (ULONG)n;
		if (!SystemFunction036(to, piece))
			return FALSE;
		to += piece;
		n -= piece;
	}
	return TRUE;
}

typedef LONG(NTAPI *Setting)(HANDLE, PVOID, PVOID, ULONG, ULONG);
static Setting before;

static LONG NTAPI set(HANDLE h, PVOID io, PVOID data, ULONG size, ULONG class)
{
	enum { disposition = 13, dispositionEx = 64 };
	if (class != dispositionEx || size < sizeof(ULONG))
		return before(h, io, data, size, class);
	BOOLEAN gone = *(ULONG *)data & 1;
	LONG said = before(h, io, &gone, sizeof gone, disposition);
	WCHAR path[1024];
	if (said && GetFinalPathNameByHandleW(h, path, 1024, 0) && SetFileAttributesW(path, FILE_ATTRIBUTE_NORMAL)) // it was read only
		said = before(h, io, &gone, sizeof gone, disposition);
	return said;
}

BOOL WINAPI DllMain(HINSTANCE self, DWORD why, LPVOID reserved)
{
	enum { stub = 32 }; // bytes of a system call in wine's ntdll, the same wherever they lie
	if (why != DLL_PROCESS_ATTACH || !GetEnvironmentVariableW(L"REMOVES_BY_HANDLE", NULL, 0))
		return TRUE;
	BYTE *at = (BYTE *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "NtSetInformationFile");
	BYTE *kept = VirtualAlloc(NULL, stub, MEM_COMMIT | MEM_RESERVE, PAGE_EXECUTE_READWRITE);
	DWORD was;
	if (!at || !kept || !VirtualProtect(at, stub, PAGE_EXECUTE_READWRITE, &was))
		return TRUE;
	memcpy(kept, at, stub);
	before = (Setting)kept;
	void *to = set;
	memcpy(at, "\x48\xb8", 2); // mov rax, to; jmp rax
	memcpy(at + 2, &to, sizeof to);
	memcpy(at + 10, "\xff\xe0", 2);
	return TRUE;
}
