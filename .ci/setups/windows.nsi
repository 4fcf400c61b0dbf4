; The setup for Windows: one person's own, without an administrator, to a folder of that
; person's choice. It never touches a ledger, neither when it repairs nor when it removes.
; .ci/package gives NAME, VERSION, FILES, ICON and OUT, and SIGN where there is one.
Target amd64-unicode
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
!include MUI2.nsh
!include FileFunc.nsh

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "Software\tuanjian" "Folder"
BrandingText "${NAME} ${VERSION}"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\tuanjian"
!ifdef SIGN
!uninstfinalize '"${SIGN}" "%1"'
!endif
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${NAME}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开${NAME}"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "只移除程序。台账、备份和打印出来的文件都留在原处。"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "安装${NAME}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" ""

; A program that is open cannot be replaced: it is moved aside and goes with the next setup.
!macro Aside
  Delete "$INSTDIR\${NAME}.old.exe"
  IfFileExists "$INSTDIR\${NAME}.exe" 0 +2
  Rename "$INSTDIR\${NAME}.exe" "$INSTDIR\${NAME}.old.exe"
!macroend

!macro Opens ENDING CLASS WORDS
  WriteRegStr HKCU "Software\Classes\${ENDING}" "" "${CLASS}"
  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "${WORDS}"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\${NAME}.exe,0"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\${NAME}.exe" --ledger "%1"'
!macroend

Section
  SetOutPath "$INSTDIR"
  !insertmacro Aside
  File "${FILES}\${NAME}.exe"
  File "${FILES}\字体许可.txt"
  File "${FILES}\新版本里有什么.txt"
  Delete "$INSTDIR\${NAME}.old.exe"
  WriteUninstaller "$INSTDIR\移除.exe"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${NAME}.exe"
  !insertmacro Opens ".tjz" "tuanjian.ledger" "团建台账"
  !insertmacro Opens ".tjb" "tuanjian.parcel" "团建台账的包"
  WriteRegStr HKCU "Software\tuanjian" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${NAME}.exe"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\移除.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\移除.exe" /S'
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  Delete "$INSTDIR\${NAME}.exe"
  Delete "$INSTDIR\${NAME}.old.exe"
  Delete "$INSTDIR\字体许可.txt"
  Delete "$INSTDIR\新版本里有什么.txt"
  Delete "$INSTDIR\移除.exe"
  RMDir "$INSTDIR" ; stays where anything else lies in it
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "Software\Classes\tuanjian.ledger"
  DeleteRegKey HKCU "Software\Classes\tuanjian.parcel"
  DeleteRegKey HKCU "Software\Classes\.tjz"
  DeleteRegKey HKCU "Software\Classes\.tjb"
  DeleteRegKey HKCU "Software\tuanjian"
  DeleteRegKey HKCU "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
