; Installer for Windows (Inno Setup 6) from the folder that packaging/emotion-desktop.spec makes.
; Nobody has run this yet: it was written on Linux, where neither Inno Setup nor Windows is at hand.
;
;   iscc /DVersion=0.1.0 packaging\windows\emotion-desktop.iss

#ifndef Version
  #error Give the version: iscc /DVersion=...
#endif
#define Name "Emotion Desktop"
#define Executable "emotion-desktop.exe"
#define Root SourcePath + "..\.."

[Setup]
; The id of the installation: it must never change, or an update would install a second program.
AppId={{6E5B2A54-5C0F-4B0E-9B1B-6D3C3C0B7B52}
AppName={#Name}
AppVersion={#Version}
AppPublisher=The Emotion Desktop developers
DefaultDirName={autopf}\{#Name}
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
; For one user without an administrator, or for all with one.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile={#Root}\LICENSE
OutputDir={#Root}\dist
OutputBaseFilename=emotion-desktop-{#Version}-windows-x64
SetupIconFile={#Root}\build\pyinstaller\emotion-desktop\emotion-desktop.ico
UninstallDisplayIcon={app}\{#Executable}
Compression=lzma2/max
SolidCompression=yes
ChangesAssociations=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.Session=Emotion Desktop session
de.Session=Emotion-Desktop-Sitzung

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[Files]
Source: "{#Root}\build\package\emotion-desktop\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs
Source: "{#Root}\LICENSE"; DestDir: "{app}"
Source: "{#Root}\build\package\THIRD-PARTY-LICENCES.txt"; DestDir: "{app}"

[InstallDelete]
; What an earlier version brought and this one does not.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\{#Executable}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Executable}"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.emotionsession"; ValueType: string; ValueData: "EmotionDesktop.Session"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\EmotionDesktop.Session"; ValueType: string; ValueData: "{cm:Session}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\EmotionDesktop.Session\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Executable},0"
Root: HKA; Subkey: "Software\Classes\EmotionDesktop.Session\shell\open\command"; ValueType: string; ValueData: """{app}\{#Executable}"" open ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\{#Executable}\shell\open\command"; ValueType: string; ValueData: """{app}\{#Executable}"" open ""%1"""; Flags: uninsdeletekey

[Run]
Filename: "{app}\{#Executable}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent
