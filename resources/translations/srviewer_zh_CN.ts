<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name></name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a &amp;sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next of several files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;revious of several files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open my own &amp;result…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A result of this picture that was made elsewhere, in a pane of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Upscale to folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many files, one after the other, into a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save the selected pane…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the comparison…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is chosen and how it is looked at, as a file that opens again to the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save every pane…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export a contact sheet…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All methods with their numbers, whole and at the regions; or a page with a slider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy the selected pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the region of the selected pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the region&apos;s numbers of every pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all &amp;numbers as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export the numbers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find an action…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Upscale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Benchmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;opy the selected pane beside it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the selected &amp;pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the pane &amp;on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the pane &amp;back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do the selected pane &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the &amp;whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Blind test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blind test: left is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blind test: no difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blind test: right is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One &amp;row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Two columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One &amp;column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;mooth above 100 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interpolate what is enlarged on the screen, instead of showing pixels as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Magnifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift the selected pane on its &amp;own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Align all panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a &amp;region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the region away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next &amp;difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide &amp;captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the &amp;left side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the &amp;right side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold &amp;both sides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About srviewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture that was dropped or pasted is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} is an address on the web; srviewer fetches nothing. Save the picture and drop the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is text (“{}”), not a picture or a picture&apos;s file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was dropped or pasted ({}) is not a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to paste.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pasted picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the comparison {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upscale to folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pair: {} is the LR of {}, ×{}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare, one after the other: {} files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare, one after the other: the pictures in {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Benchmark: {} is the truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every pane beside the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two panes on the two sides of a line that is dragged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two panes in turn at the same place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Onion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pane over the other, half transparent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where and how much each pane differs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BandCell</name>
    <message>
        <source>all four: {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} % of detail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {filters}, {size}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Bars</name>
    <message>
        <source>{0}; bars begin at {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BatchWindow</name>
    <message>
        <source>Upscale to folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of the results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May hold {stem}, {name}, {extension}, {method} and {scale}; the ending says the format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out what is there already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on where an earlier run was broken off; otherwise such a file fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry what failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files can be added when the work is done or stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are no pictures and are left out: {}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{}; pauses after this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{}; about {} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) enlarged</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left as they were</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Only files can be queued.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BlindScore</name>
    <message>
        <source>Blind test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} trials. Bars show how often each was picked,
lines where 95 % of repetitions would lie.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{wins:g} of {trials}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the votes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the votes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BlindTest</name>
    <message>
        <source>A blind test needs two finished panes or more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BusyCard</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CostModel</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the start of the work to its end, loading of the network included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MP/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Megapixels of the result a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the program&apos;s memory rose meanwhile, the result included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was made elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This system does not tell it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DegradationPanel</name>
    <message>
        <source>Shrunk by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Describer</name>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture before it was shrunk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the methods are given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opened from a file: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR-Y identical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no pixel differs from the truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR-Y {0} dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSIM {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no SSIM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>consistency {0} dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result shrunk back by MATLAB&apos;s bicubic, clipped and rounded, against the input: PSNR on Y, peak 255, no border left out.
It tells fidelity to that kernel, not quality.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>part in view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers are of the framed part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against the truth, peak 255, {0} pixels left out at the border.
Colour is measured on studio-range Y (BT.601): methods that work on Y on their own Y plane, rounded to 8 bits; the others on the Y of their rounded RGB. Grey is measured on its own values.
A saved PNG scores a little differently.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}
PSNR-RGB {1} dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against the truth, on Y: Gaussian window 11 × 11, sigma 1.5, K 0.01 and 0.03, range 255, population covariance, the valid area inside a border of {0} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pixels, by {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preparing the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody knows the truth of what is upscaled. Benchmark makes the picture the truth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is unavailable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The LR has other pixels than its enlargements.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to compare with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a picture here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or open one, paste one, or take a sample</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Comparison (*.srview)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison with its pictures inside (*.srview)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved the comparison as {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no numbers yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied the numbers as {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to put on a sheet yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact sheet, PNG (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact sheet, SVG (*.svg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact sheet, PDF (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page with a slider, for any browser (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export a contact sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved the page as {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved the contact sheet as {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before it was shrunk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} ×{}, enlarged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} ×{}, against the truth, LR by {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save every pane into a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to save yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Saved %n pane(s) in {}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilesModel</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is there already, left as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>degradation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>regions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>One scale for all panes. {}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>This pane moves on its own; the same key joins it again, shifted as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All panes move together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;srviewer {version}&lt;/b&gt;&lt;p&gt;Bicubic, DASR (Demirel-Anbarjafari), SRCNN and perceptual-loss super-resolution, side by side.&lt;/p&gt;&lt;p&gt;MIT licence. Nothing leaves this machine.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About srviewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wavelet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something failed unexpectedly; the log has the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{}: the arrow keys show the others, at the same place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>enlarging {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) enlarged</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Mapping</name>
    <message>
        <source>Two finished panes are needed to find where they differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The panes do not differ anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MethodList</name>
    <message>
        <source>Methods</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MethodsModel</name>
    <message>
        <source>only Benchmark knows it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture before it was shrunk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what every method starts from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low resolution</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MethodsPanel</name>
    <message>
        <source>More methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer methods</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticesPopup</name>
    <message>
        <source>Notices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About this picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>{} presets</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumbersModel</name>
    <message>
        <source>identical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click sorts by this column, another the other way round.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumbersPanel</name>
    <message>
        <source>Numbers of every method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What every method took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DASR is {0} dB below bicubic: as published it lies off the grid that the truth uses. Registered, it lies on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DASR is {0} dB below bicubic: the details it takes from the enlarged subbands have about the right strength but often the wrong sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A smaller gain (0.25 or 0) takes fewer of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR and SSIM are on luma, against the truth, with {} pixels left out along the border; the best is bold. Consistency says how well a result shrinks back to the input: that is not quality, and no best is marked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody knows what this picture looked like larger, so nothing here says which is best. Consistency says how well a result shrinks back to the input. Benchmark shrinks the picture first and measures against it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Open a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open my own result of this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clipboard is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pair: {} is the truth, and its LR came with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say where it is…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where is the picture?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it nevertheless</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find an action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of an action&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PanesModel</name>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ParametersPanel</name>
    <message>
        <source>Tick a method to see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture that was opened, before it was shrunk: what every method is measured against.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture that every method enlarges, pixel by pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A result of this picture from a file, measured as the others are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A network: what it does was learned. Where it runs can be chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to set.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PixelStrip</name>
    <message>
        <source>The pixel under the cursor in every pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at {}, {}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlotsPanel</name>
    <message>
        <source>Plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plot of every pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only Benchmark knows the truth that this needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the whole picture. The distance runs downwards, so that up is better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the region {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of {}; draw a region to look closer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>The language changes at the next start: files are being enlarged</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RegionNumbers</name>
    <message>
        <source>Draw a region first: hold shift and drag on a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied the numbers of the region</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RegionPanel</name>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a region (R, or hold shift and drag)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the region&apos;s numbers (Ctrl+Shift+M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this region away (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold shift and drag on a picture: the same region in every pane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} of the region, in pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inside the region alone, no border left out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RightPanel</name>
    <message>
        <source>What to show of the pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunningFields</name>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the networks run on; a device that is not there is said in the pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side of the tiles in pixels of the input: smaller ones take less memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Save {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied {}: {} × {} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a region first: hold shift and drag on a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied the region of {}: {} × {} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no pane to take a picture from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} has no result yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks run on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what suits its size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new picture starts at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the machine has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work that would take more is refused before it starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures are in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results go to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture&apos;s own folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hands its files to the window that is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opens another window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take srviewer out of the menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put srviewer into the menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its entry, and Open with srviewer for pictures and .srview files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop&apos;s menu no longer has srviewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop&apos;s menu has srviewer now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateCard</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Notices about this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of all methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>enlarged ×{scale} to {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>truth, shrunk ×{scale} to {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At work: {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} of {} done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the methods run, and the memory that the program holds</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Files that were opened together</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upscale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge the picture as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shrink the picture, enlarge that, and measure against the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way to compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom of all panes; 100 % is one picture pixel on one screen pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the left side (F7)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the right side (F8)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an action by its name (Ctrl+K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>Against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What panes are compared with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left and right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above and below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wipe&apos;s line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While space is held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blinking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of what lies over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>absolute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>squared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain of the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much small differences are amplified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trial {} of {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} (auto)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WaveletPanel</name>
    <message>
        <source>Subbands of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wavelet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subbands come with a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} has no result yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the luma. Details lie around mid-grey, all with the same gain; brighter is positive.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop a picture here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every method enlarges it, side by side, zoomed and moved as one. Benchmark shrinks it first, so that each result can be measured against it. Nothing leaves this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or paste one, or try a sample:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample: {}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WholeCard</name>
    <message>
        <source>Run the whole image</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>Bicubic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights 4 × 4 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DASR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wavelet bands, image as LL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wavelet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the discrete wavelet; the paper&apos;s db.9/7 is bior4.4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detail gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how much of the enlarged detail subbands goes in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boundary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what lies beyond the picture&apos;s edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>registered on bicubic&apos;s grid, or left where the published method puts it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRCNN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>three convolutions, least error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perceptual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trained to look right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel-loss twin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perceptual&apos;s network, trained for least error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR-Y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>peak 255, on studio-range BT.601 luma (grey files: on their own values), border of the scale left out; methods on Y are measured on their own Y plane rounded to 8 bits, so a saved PNG scores a little differently</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR-RGB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>peak 255, over R, G and B together, border of the scale left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSIM-Y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the same Y as PSNR: Gaussian 11 × 11, sigma 1.5, K 0.01 and 0.03, range 255, valid area, border of the scale left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean squared difference of relu2_2 of a VGG-19 (activations normalised to a mean of 1), as a small network distilled from it gives it, RGB; less is nearer. Perceptual was trained to lower it: no proof by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the result shrunk back by MATLAB bicubic, rounded, against the input, on Y, no border left out: fidelity to an assumed kernel, not quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Y along the middle row of the region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Y along the middle column of the region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Power by spatial frequency: where a curve lies under the truth&apos;s, detail is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cycles a pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often each level of Y occurs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>% of pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often Y is off by how much: the narrower, the better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perception and distortion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upwards looks nearer to the truth, to the right is nearer to it in numbers; few methods are both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR-Y, dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>feature distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>brighter or darker than what it is compared with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how far from it, whichever way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what PSNR adds up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where structure differs, 11 × 11 pixels at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Astronaut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a portrait: skin, cloth, writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fur and whiskers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coffee</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smooth tones and bright rims</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameraman</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grey: grass, sky, hard edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zone plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every frequency: shows aliasing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Siemens star</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where spokes merge, resolution ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slanted edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how sharp an edge comes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>letters in falling sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bicubic (MATLAB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>box: the mean of each block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wavelet LL band</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wavelet LL band, as published</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussian blur, bicubic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blur, in pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bicubic, then JPEG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bicubic, then noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise, of 255</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>program</name>
    <message>
        <source>srviewer did not end well the last time. Its comparison was kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something failed unexpectedly ({}); the details are in {}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>titles</name>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low resolution</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
