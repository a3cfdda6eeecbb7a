<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Batch</name>
    <message numerus="yes">
        <source>%n file(s) enlarged</source>
        <translation>
            <numerusform>%n file enlarged</numerusform>
            <numerusform>%n files enlarged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchWindow</name>
    <message numerus="yes">
        <source>Copied %n file(s)</source>
        <translation>
            <numerusform>Copied %n file</numerusform>
            <numerusform>Copied %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) enlarged</source>
        <translation>
            <numerusform>%n file enlarged</numerusform>
            <numerusform>%n files enlarged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <translation>
            <numerusform>%n skipped</numerusform>
            <numerusform>%n skipped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClaimsWindow</name>
    <message numerus="yes">
        <source>%n claim(s) left</source>
        <translation>
            <numerusform>%n claim left</numerusform>
            <numerusform>%n claims left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message numerus="yes">
        <source>Saved %n pane(s) in {}</source>
        <translation>
            <numerusform>Saved %n pane in {}</numerusform>
            <numerusform>Saved %n panes in {}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilesTable</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FiltersPage</name>
    <message numerus="yes">
        <source>%n tap(s)</source>
        <translation>
            <numerusform>%n tap</numerusform>
            <numerusform>%n taps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n vanishing moment(s)</source>
        <translation>
            <numerusform>%n vanishing moment</numerusform>
            <numerusform>%n vanishing moments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SeriesWindow</name>
    <message numerus="yes">
        <source>%n file(s) still being written</source>
        <translation>
            <numerusform>%n file still being written</numerusform>
            <numerusform>%n files still being written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StepView</name>
    <message numerus="yes">
        <source>%n image(s); click one to enlarge it</source>
        <translation>
            <numerusform>%n image; click it to enlarge it</numerusform>
            <numerusform>%n images; click one to enlarge it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaveletPage</name>
    <message numerus="yes">
        <source>Saved %n file(s) of subbands</source>
        <translation>
            <numerusform>Saved %n file of subbands</numerusform>
            <numerusform>Saved %n files of subbands</numerusform>
        </translation>
    </message>
</context>
</TS>
