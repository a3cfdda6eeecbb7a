<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name></name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>比较(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation>课程(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Opens a result of this picture made with another program, in its own pane</source>
        <translation>打开用其他软件得到的同一图片的结果，放在单独的窗格中</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a &amp;sample</source>
        <translation>打开示例(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation>粘贴图片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next file</source>
        <translation>下一个文件(&amp;N)</translation>
    </message>
    <message>
        <source>P&amp;revious file</source>
        <translation>上一个文件(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Close picture</source>
        <translation>关闭图片(&amp;C)</translation>
    </message>
    <message>
        <source>Clear recent files</source>
        <translation>清空最近打开的文件</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Next page of the &amp;file</source>
        <translation>文件的下一页(&amp;F)</translation>
    </message>
    <message>
        <source>Previous page of the fi&amp;le</source>
        <translation>文件的上一页(&amp;L)</translation>
    </message>
    <message>
        <source>Open my own &amp;result…</source>
        <translation>打开我自己的结果(&amp;R)…</translation>
    </message>
    <message>
        <source>Upscales many files into a folder</source>
        <translation>把许多文件放大到一个文件夹</translation>
    </message>
    <message>
        <source>&amp;Upscale to folder…</source>
        <translation>放大到文件夹(&amp;U)…</translation>
    </message>
    <message>
        <source>Saves methods, settings and view in a file that reopens exactly as it is now</source>
        <translation>把方法、设置和视图存为文件，再次打开时与现在完全相同</translation>
    </message>
    <message>
        <source>All methods with their numbers, whole picture and regions; or a web page with a slider</source>
        <translation>所有方法及其数值，含全图和各区域；或带滑块的网页</translation>
    </message>
    <message>
        <source>Two panes in turn, a line between them, or a zoom into the detail, as WebP, GIF or MP4</source>
        <translation>两个窗格轮流显示、分割线移动或放大到细节，存为 WebP、GIF 或 MP4</translation>
    </message>
    <message>
        <source>&amp;Save selected pane…</source>
        <translation>保存选中的窗格(&amp;S)…</translation>
    </message>
    <message>
        <source>Save comparison…</source>
        <translation>保存比较…</translation>
    </message>
    <message>
        <source>Save all panes…</source>
        <translation>保存所有窗格…</translation>
    </message>
    <message>
        <source>Export contact sheet…</source>
        <translation>导出对比图…</translation>
    </message>
    <message>
        <source>Export animation…</source>
        <translation>导出动画…</translation>
    </message>
    <message>
        <source>&amp;Copy selected pane</source>
        <translation>复制选中的窗格(&amp;C)</translation>
    </message>
    <message>
        <source>Copy region of selected pane</source>
        <translation>复制选中窗格的区域</translation>
    </message>
    <message>
        <source>Copy numbers as {}</source>
        <translation>将数值复制为 {}</translation>
    </message>
    <message>
        <source>Copy all &amp;numbers</source>
        <translation>复制所有数值(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Export numbers…</source>
        <translation>导出数值(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Find an action…</source>
        <translation>查找操作(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>设置(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Upscale</source>
        <translation>放大(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Benchmark</source>
        <translation>基准测试(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Show current method</source>
        <translation>显示当前方法(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Methods</source>
        <translation>方法(&amp;M)</translation>
    </message>
    <message>
        <source>The pane selected next is compared with it; Ctrl+click on a pane does the same</source>
        <translation>接下来选中的窗格将与它比较；按住 Ctrl 点击窗格也可以</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>下一个窗格(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation>上一个窗格(&amp;P)</translation>
    </message>
    <message>
        <source>Compare &amp;with selected pane</source>
        <translation>与选中的窗格比较(&amp;W)</translation>
    </message>
    <message>
        <source>D&amp;uplicate selected pane</source>
        <translation>复制出一个相同的窗格(&amp;U)</translation>
    </message>
    <message>
        <source>Close selected &amp;pane</source>
        <translation>关闭选中的窗格(&amp;P)</translation>
    </message>
    <message>
        <source>Move pane &amp;forward</source>
        <translation>向后移动窗格(&amp;O)</translation>
    </message>
    <message>
        <source>Move pane &amp;back</source>
        <translation>向前移动窗格(&amp;B)</translation>
    </message>
    <message>
        <source>Para&amp;meters of selected pane</source>
        <translation>选中窗格的参数(&amp;M)</translation>
    </message>
    <message>
        <source>Recompute selected p&amp;ane</source>
        <translation>重新计算选中的窗格(&amp;A)</translation>
    </message>
    <message>
        <source>Run &amp;whole image</source>
        <translation>处理整张图片(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Blind test</source>
        <translation>盲测(&amp;B)</translation>
    </message>
    <message>
        <source>Blind test: left is better</source>
        <translation>盲测：左边更好</translation>
    </message>
    <message>
        <source>Blind test: no difference</source>
        <translation>盲测：没有差别</translation>
    </message>
    <message>
        <source>Blind test: right is better</source>
        <translation>盲测：右边更好</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大显示(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小显示(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>缩放(&amp;Z)</translation>
    </message>
    <message>
        <source>Interpolates above 100 % instead of showing single pixels</source>
        <translation>高于 100 % 时插值显示，而不是原样显示像素</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>布局(&amp;L)</translation>
    </message>
    <message>
        <source>This pane now moves independently; the same key links it again, keeping its offset</source>
        <translation>此窗格单独移动；再按同一快捷键，以当前偏移重新同步</translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation>自动(&amp;A)</translation>
    </message>
    <message>
        <source>One &amp;row</source>
        <translation>一行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Two columns</source>
        <translation>两列(&amp;T)</translation>
    </message>
    <message>
        <source>One &amp;column</source>
        <translation>一列(&amp;C)</translation>
    </message>
    <message>
        <source>S&amp;mooth above 100 %</source>
        <translation>高于 100 % 时平滑(&amp;M)</translation>
    </message>
    <message>
        <source>All panes move together</source>
        <translation>所有窗格一起移动</translation>
    </message>
    <message>
        <source>Over&amp;view map</source>
        <translation>概览图(&amp;V)</translation>
    </message>
    <message>
        <source>The whole picture in a corner while zoomed in; a click there moves the view</source>
        <translation>放大时在角落显示整幅图像；在其中单击可移动视图</translation>
    </message>
    <message>
        <source>Draw &amp;region</source>
        <translation>画一个区域(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Zoom to region</source>
        <translation>缩放到区域(&amp;Z)</translation>
    </message>
    <message>
        <source>Subbands over up to five levels, to edit and rebuild; shown in place of the panes</source>
        <translation>最多五级的子带，可编辑和重建；占用窗格的位置</translation>
    </message>
    <message>
        <source>Look &amp;inside</source>
        <translation>深入查看(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Magnifier</source>
        <translation>放大镜(&amp;M)</translation>
    </message>
    <message>
        <source>Un&amp;link selected pane</source>
        <translation>解除选中窗格的联动(&amp;L)</translation>
    </message>
    <message>
        <source>Align all panes</source>
        <translation>对齐所有窗格</translation>
    </message>
    <message>
        <source>Next &amp;difference</source>
        <translation>下一处差异(&amp;D)</translation>
    </message>
    <message>
        <source>Show or hide &amp;captions</source>
        <translation>显示或隐藏标题(&amp;C)</translation>
    </message>
    <message>
        <source>Hide &amp;left panel</source>
        <translation>隐藏左侧面板(&amp;L)</translation>
    </message>
    <message>
        <source>Hide &amp;right panel</source>
        <translation>隐藏右侧面板(&amp;R)</translation>
    </message>
    <message>
        <source>Hide &amp;both panels</source>
        <translation>隐藏两侧面板(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>Context &amp;menu</source>
        <translation>上下文菜单(&amp;M)</translation>
    </message>
    <message>
        <source>&lt;b&gt;srviewer {version}&lt;/b&gt;&lt;p&gt;Bicubic, DASR (Demirel-Anbarjafari), SRCNN and perceptual-loss super-resolution, side by side.&lt;/p&gt;&lt;p&gt;MIT licence. Nothing leaves this machine.&lt;/p&gt;</source>
        <translation>&lt;b&gt;srviewer {version}&lt;/b&gt;&lt;p&gt;并排比较双三次、DASR（Demirel-Anbarjafari）、SRCNN 和感知损失超分辨率。&lt;/p&gt;&lt;p&gt;MIT 许可证。数据不会离开本机。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>About srviewer</source>
        <translation>关于 srviewer</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>Follow &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Start a lesson</source>
        <translation>开始课程(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Open a lesson…</source>
        <translation>打开课程(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Next step</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous step</source>
        <translation>上一步(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Present</source>
        <translation>演示(&amp;P)</translation>
    </message>
    <message>
        <source>Print &amp;handout…</source>
        <translation>打印为讲义(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Restore my own comparison</source>
        <translation>恢复我自己的比较(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Close lesson</source>
        <translation>关闭课程(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;About srviewer</source>
        <translation>关于 srviewer(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Fit the window</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>The dropped or pasted picture is empty.</source>
        <translation>拖入或粘贴的图片是空的。</translation>
    </message>
    <message>
        <source>{} is a web address; srviewer downloads nothing. Save the picture and drop the file.</source>
        <translation>{} 是网址，srviewer 不会下载任何内容。请先保存图片，再拖入文件。</translation>
    </message>
    <message>
        <source>This is text (“{}”), not a picture or a picture file.</source>
        <translation>这是文本（“{}”），不是图片，也不是图片文件。</translation>
    </message>
    <message>
        <source>What was dropped or pasted ({}) is not a picture.</source>
        <translation>拖入或粘贴的内容（{}）不是图片。</translation>
    </message>
    <message>
        <source>There is nothing to paste.</source>
        <translation>没有可粘贴的内容。</translation>
    </message>
    <message>
        <source>pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>My results beside {}: {} files</source>
        <translation>作为我的结果放在{}旁：{} 个文件</translation>
    </message>
    <message>
        <source>My result beside {}: {}</source>
        <translation>作为我的结果放在{}旁：{}</translation>
    </message>
    <message>
        <source>Open the comparison {}</source>
        <translation>打开比较 {}</translation>
    </message>
    <message>
        <source>Add the model {}</source>
        <translation>添加模型 {}</translation>
    </message>
    <message>
        <source>Add {} models</source>
        <translation>添加 {} 个模型</translation>
    </message>
    <message>
        <source>Upscale to folder</source>
        <translation>放大到文件夹</translation>
    </message>
    <message>
        <source>Pair: {} is the LR of {}, ×{}</source>
        <translation>成对图片：{} 是 {} 的低分辨率图，×{}</translation>
    </message>
    <message>
        <source>Follow the training run {}</source>
        <translation>跟踪训练 {}</translation>
    </message>
    <message>
        <source>Compare the results in {} folders, picture by picture</source>
        <translation>逐图比较 {} 个文件夹中的结果</translation>
    </message>
    <message>
        <source>Compare one by one: {} files</source>
        <translation>逐一比较：{} 个文件</translation>
    </message>
    <message>
        <source>Compare one by one: the pictures in {}</source>
        <translation>逐一比较：{} 中的图片</translation>
    </message>
    <message>
        <source>{} is not a picture</source>
        <translation>{} 不是图片</translation>
    </message>
    <message>
        <source>the picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Benchmark: {} is the truth</source>
        <translation>基准测试：{} 作为真值</translation>
    </message>
    <message>
        <source>Enlarge {}</source>
        <translation>放大 {}</translation>
    </message>
    <message>
        <source>Saved the numbers as {}</source>
        <translation>数值已保存为 {}</translation>
    </message>
    <message>
        <source>Saved {} as {}</source>
        <translation>已保存 {} 为 {}</translation>
    </message>
    <message>
        <source>Its difference map: {0}</source>
        <translation>对应的差异图：{0}</translation>
    </message>
    <message>
        <source>Made with another program.</source>
        <translation>用其他软件得到。</translation>
    </message>
    <message>
        <source>Not reported by this system.</source>
        <translation>本系统不提供此信息。</translation>
    </message>
    <message>
        <source>Time from start to end, including loading the network</source>
        <translation>从开始到结束的时间，包括加载网络</translation>
    </message>
    <message>
        <source>How much the program&apos;s memory grew during the run, including the result</source>
        <translation>运行期间程序内存的增加量，包括结果</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>MP/s</source>
        <translation>MP/s</translation>
    </message>
    <message>
        <source>Megapixels of the result per second</source>
        <translation>每秒处理的结果百万像素数</translation>
    </message>
    <message>
        <source>Device it ran on</source>
        <translation>运行所用的设备</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>as published: {}</source>
        <translation>论文发表的版本：{}</translation>
    </message>
    <message>
        <source>Wavelet</source>
        <translation>小波</translation>
    </message>
    <message>
        <source>not exactly invertible</source>
        <translation>不能精确还原</translation>
    </message>
    <message>
        <source>{} × {} at {}, {}</source>
        <translation>{} × {}，位于 {}, {}</translation>
    </message>
    <message>
        <source>Subbands</source>
        <translation>子带</translation>
    </message>
    <message>
        <source>The wavelet</source>
        <translation>小波本身</translation>
    </message>
    <message>
        <source>Shift by one pixel</source>
        <translation>移动一个像素</translation>
    </message>
    <message>
        <source>Interpolation</source>
        <translation>插值</translation>
    </message>
    <message>
        <source>DASR</source>
        <translation>DASR</translation>
    </message>
    <message>
        <source>SRCNN</source>
        <translation>SRCNN</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compact</translation>
    </message>
    <message>
        <source>Perceptual</source>
        <translation>感知</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Optimise</source>
        <translation>优化图像</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>退化曲线</translation>
    </message>
    <message>
        <source>There is no pane to copy.</source>
        <translation>没有可复制的窗格。</translation>
    </message>
    <message>
        <source>There are {} panes already; close one first.</source>
        <translation>已有 {} 个窗格；请先关闭一个。</translation>
    </message>
    <message>
        <source>Only methods with parameters, such as DASR, can have a second pane.</source>
        <translation>只有带参数的方法（例如 DASR）可以再开一个窗格。</translation>
    </message>
    <message>
        <source>this failed unexpectedly ({}: {}); the log has the details</source>
        <translation>发生意外错误（{}：{}）；详情见日志</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>vertical stripes, one every {} pixels</source>
        <translation>竖条纹，周期 {} 像素</translation>
    </message>
    <message>
        <source>horizontal stripes, one every {} pixels</source>
        <translation>横条纹，周期 {} 像素</translation>
    </message>
    <message>
        <source>diagonal stripes, one every {} pixels</source>
        <translation>斜条纹，周期 {} 像素</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>&amp;Recompute the papers&apos; claims…</source>
        <translation>重新计算论文的结论(&amp;R)…</translation>
    </message>
    <message>
        <source>Only the visible part, {} × {} pixels of the LR: more would take too long.</source>
        <translation>仅取视野中的部分，低分辨率图的 {} × {} 像素：再多会太慢。</translation>
    </message>
    <message>
        <source>Copy region numbers</source>
        <translation>复制区域数值</translation>
    </message>
    <message>
        <source>Clear region</source>
        <translation>清除区域</translation>
    </message>
    <message>
        <source>Results that others made, a folder for each method, measured and compared picture by picture</source>
        <translation>他人的结果，每种方法一个文件夹，逐图测量和比较</translation>
    </message>
    <message>
        <source>Compare &amp;folders of results…</source>
        <translation>比较结果文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Add a model…</source>
        <translation>添加模型(&amp;A)…</translation>
    </message>
    <message>
        <source>Model &amp;library…</source>
        <translation>模型库(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation>重试(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Copy result file</source>
        <translation>复制结果文件(&amp;C)</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>移除(&amp;M)</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>清空(&amp;L)</translation>
    </message>
    <message>
        <source>Add &amp;files…</source>
        <translation>添加文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Add f&amp;older…</source>
        <translation>添加文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;output folder</source>
        <translation>打开输出文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>An animation needs two finished panes.</source>
        <translation>动画需要两个已完成的窗格。</translation>
    </message>
    <message>
        <source>Validation pictures and networks of a training run by iteration, as they come</source>
        <translation>按迭代次数查看一次训练的验证图片和网络，随到随看</translation>
    </message>
    <message>
        <source>Follow a &amp;training run…</source>
        <translation>跟踪训练(&amp;T)…</translation>
    </message>
    <message>
        <source>iteration {}</source>
        <translation>迭代 {}</translation>
    </message>
    <message>
        <source>There are no results to export yet.</source>
        <translation>还没有可导出的结果。</translation>
    </message>
    <message>
        <source>Your prediction: {}</source>
        <translation>你的预测：{}</translation>
    </message>
    <message>
        <source>{} exists already. Replace it?</source>
        <translation>{} 已存在。要替换吗？</translation>
    </message>
    <message>
        <source>Saved as {}</source>
        <translation>已保存为 {}</translation>
    </message>
</context>
<context>
    <name>AnimationDialog</name>
    <message>
        <source>Export animation</source>
        <translation>导出动画</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>动画方式</translation>
    </message>
    <message>
        <source>From pane</source>
        <translation>起始窗格</translation>
    </message>
    <message>
        <source>To pane</source>
        <translation>目标窗格</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>文件大小</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Up to {} MB</source>
        <translation>不超过 {} MB</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>holds every pixel</source>
        <translation>保留每个像素</translation>
    </message>
    <message>
        <source>Saved the animation as {}</source>
        <translation>动画已保存为 {}</translation>
    </message>
</context>
<context>
    <name>BandCell</name>
    <message>
        <source>all four: {}</source>
        <translation>四个子带均为 {}</translation>
    </message>
    <message>
        <source>{} % of detail</source>
        <translation>占细节的 {} %</translation>
    </message>
    <message>
        <source>{name}: {filters}, {size}</source>
        <translation>{name}：{filters}，{size}</translation>
    </message>
</context>
<context>
    <name>BandEditor</name>
    <message>
        <source>Subband</source>
        <translation>子带</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>Subbands</source>
        <translation>子带</translation>
    </message>
    <message>
        <source>on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>soft</source>
        <translation>软</translation>
    </message>
    <message>
        <source>hard</source>
        <translation>硬</translation>
    </message>
    <message>
        <source>Kind of threshold</source>
        <translation>阈值类型</translation>
    </message>
    <message>
        <source>{}: {}; it shows {}.</source>
        <translation>{}：{}；它显示{}。</translation>
    </message>
</context>
<context>
    <name>Bars</name>
    <message>
        <source>{0}; bars begin at {1}</source>
        <translation>{0}；条形从 {1} 开始</translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message>
        <source>enlarging {}</source>
        <translation>正在放大 {}</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) enlarged</source>
        <translation>
            <numerusform>已放大 %n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 个失败</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchForm</name>
    <message>
        <source>How they are enlarged</source>
        <translation>放大方式</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>Names of the results</source>
        <translation>结果的文件名</translation>
    </message>
    <message>
        <source>May contain {stem}, {name}, {extension}, {method} and {scale}; the extension sets the format</source>
        <translation>可含 {stem}、{name}、{extension}、{method} 和 {scale}；扩展名决定格式</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Of JPEG: 100 is the best and the largest</source>
        <translation>JPEG 质量：100 最好，文件也最大</translation>
    </message>
    <message>
        <source>Skip existing files</source>
        <translation>跳过已有的文件</translation>
    </message>
    <message>
        <source>Continues an interrupted run; otherwise a file that exists already is reported as failed</source>
        <translation>从上次中断处继续；不勾选时，已有的文件会报告为失败</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Load preset…</source>
        <translation>载入预设…</translation>
    </message>
    <message>
        <source>Save preset…</source>
        <translation>保存预设…</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Preset (*.json)</source>
        <translation>预设 (*.json)</translation>
    </message>
    <message>
        <source>Load preset</source>
        <translation>载入预设</translation>
    </message>
    <message>
        <source>Loaded {}</source>
        <translation>已载入 {}</translation>
    </message>
    <message>
        <source>{} cannot run here.</source>
        <translation>{} 无法在此运行。</translation>
    </message>
    <message>
        <source>Save preset</source>
        <translation>保存预设</translation>
    </message>
    <message>
        <source>Saved {}</source>
        <translation>已保存 {}</translation>
    </message>
</context>
<context>
    <name>BatchWindow</name>
    <message>
        <source>Upscale to folder</source>
        <translation>放大到文件夹</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Retry failed files</source>
        <translation>重试失败的文件</translation>
    </message>
    <message>
        <source>Files can be added when the batch is finished or stopped.</source>
        <translation>批处理完成或停止后才能添加文件。</translation>
    </message>
    <message>
        <source>Skipped: {}</source>
        <translation>已跳过：{}</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{} / {}</translation>
    </message>
    <message>
        <source>{}; stopping</source>
        <translation>{}；正在停止</translation>
    </message>
    <message>
        <source>{}; pausing after the current files</source>
        <translation>{}；正在处理的文件完成后暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <translation>
            <numerusform>%n 个已跳过</numerusform>
        </translation>
    </message>
    <message>
        <source>Only files can be added.</source>
        <translation>只能添加文件。</translation>
    </message>
    <message>
        <source>{}; paused</source>
        <translation>{}；已暂停</translation>
    </message>
    <message numerus="yes">
        <source>Copied %n file(s)</source>
        <translation>
            <numerusform>已复制 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>{}; stopped</source>
        <translation>{}；已停止</translation>
    </message>
    <message>
        <source>{}; about {} left</source>
        <translation>{}；大约还需 {}</translation>
    </message>
    <message>
        <source>Files and folders can be dropped here.</source>
        <translation>可将文件和文件夹拖放到这里。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) enlarged</source>
        <translation>
            <numerusform>已放大 %n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 个失败</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BlindBar</name>
    <message>
        <source>Left is better</source>
        <translation>左边更好</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>没有差异</translation>
    </message>
    <message>
        <source>Right is better</source>
        <translation>右边更好</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Trial {} of {}</source>
        <translation>第 {} 次，共 {} 次</translation>
    </message>
</context>
<context>
    <name>BlindScore</name>
    <message>
        <source>Blind test</source>
        <translation>盲测</translation>
    </message>
    <message>
        <source>{} trials. Bars: how often each was picked.
Lines: 95 % confidence interval.</source>
        <translation>共 {} 次。条形：各自被选中的比例。
横线：95 % 置信区间。</translation>
    </message>
    <message>
        <source>Save votes…</source>
        <translation>保存投票…</translation>
    </message>
    <message>
        <source>Save votes</source>
        <translation>保存投票</translation>
    </message>
    <message>
        <source>{wins:g} of {trials}</source>
        <translation>{wins:g} / {trials}</translation>
    </message>
    <message>
        <source>The interval is for your picks on this one picture if you went on. It treats every trial as independent, though each pair was shown up to {} times. It says nothing of other pictures, or of other people.</source>
        <translation>区间只针对你在这一张图片上的选择（假如继续下去）。它把每次比较都当作独立的，尽管同一对最多显示了 {} 次。对其他图片、其他人，它什么也说明不了。</translation>
    </message>
</context>
<context>
    <name>BlindTest</name>
    <message>
        <source>A blind test needs two finished panes or more.</source>
        <translation>盲测需要至少两个已完成的窗格。</translation>
    </message>
</context>
<context>
    <name>BusyCard</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ClaimsWindow</name>
    <message>
        <source>Saved as {}</source>
        <translation>已保存为 {}</translation>
    </message>
    <message>
        <source>no folder chosen</source>
        <translation>未选择文件夹</translation>
    </message>
    <message>
        <source>The papers&apos; claims, recomputed</source>
        <translation>论文结论的重新计算</translation>
    </message>
    <message>
        <source>Test image folder…</source>
        <translation>测试图片文件夹…</translation>
    </message>
    <message>
        <source>Recompute</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <source>Save as Markdown…</source>
        <translation>保存为 Markdown…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Test image folder</source>
        <translation>测试图片文件夹</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Choose a folder with test images first.</source>
        <translation>请先选择测试图片文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>%n claim(s) left</source>
        <translation>
            <numerusform>还剩 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Verdicts are computed from the numbers by fixed rules.</source>
        <translation>判定由数值按固定规则得出。</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>CompactPage</name>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>layer {}</source>
        <translation>第 {} 层</translation>
    </message>
    <message>
        <source>Receptive field</source>
        <translation>感受野</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>{0} parameters in branches, {1} in the kernel that remains; maps differ by {2} at most</source>
        <translation>各分支共 {0} 个参数，留下的卷积核有 {1} 个；特征图最多相差 {2}</translation>
    </message>
    <message>
        <source>The gradient tells how the pixel would change with each pixel of the LR.</source>
        <translation>梯度说明该像素会怎样随 LR 的每个像素变化。</translation>
    </message>
    <message>
        <source>Its value {value} is bicubic&apos;s {interpolated} and {added} from the network. It can see {width} × {height} pixels of the LR (orange); the gradient tells which of them it uses.</source>
        <translation>它的值 {value} 由双三次的 {interpolated} 与网络给出的 {added} 相加而成。它能看到 LR 的 {width} × {height} 个像素（橙色框）；梯度说明它用了其中哪些。</translation>
    </message>
</context>
<context>
    <name>DasrPage</name>
    <message>
        <source>Wavelet</source>
        <translation>小波</translation>
    </message>
    <message>
        <source>mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>periodic</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>Boundary</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>已配准</translation>
    </message>
    <message>
        <source>published</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>配准</translation>
    </message>
    <message>
        <source>Gain of the details</source>
        <translation>细节增益</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>LR (DASR)</source>
        <translation>低分辨率图 (DASR)</translation>
    </message>
    <message>
        <source>LL enlarged</source>
        <translation>放大的 LL</translation>
    </message>
    <message>
        <source>the truth&apos;s LL</source>
        <translation>真值的 LL</translation>
    </message>
    <message>
        <source>zero</source>
        <translation>零</translation>
    </message>
    <message>
        <source>enlarged</source>
        <translation>放大的</translation>
    </message>
    <message>
        <source>the truth&apos;s</source>
        <translation>真值的</translation>
    </message>
    <message>
        <source>{} slot</source>
        <translation>{} 位置</translation>
    </message>
    <message>
        <source>Reset to DASR</source>
        <translation>恢复为 DASR</translation>
    </message>
    <message>
        <source>This needs the truth, which only Benchmark has.</source>
        <translation>需要真值，只有基准测试模式才有。</translation>
    </message>
    <message>
        <source>Change in PSNR when only that band is replaced by the truth&apos;s: the price of estimating it.</source>
        <translation>只把这一子带换成真值的子带时 PSNR 的变化：即估计该子带的代价。</translation>
    </message>
    <message>
        <source>{} from</source>
        <translation>{} 取自</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>What a band costs</source>
        <translation>各子带的代价</translation>
    </message>
    <message>
        <source>Result, {}</source>
        <translation>结果，{}</translation>
    </message>
</context>
<context>
    <name>DegradationPanel</name>
    <message>
        <source>Shrunk by</source>
        <translation>缩小方式</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>Degraded by</source>
        <translation>退化方式</translation>
    </message>
</context>
<context>
    <name>Describer</name>
    <message>
        <source>Truth</source>
        <translation>真值</translation>
    </message>
    <message>
        <source>the picture before it was shrunk</source>
        <translation>缩小之前的图片</translation>
    </message>
    <message>
        <source>the input of every method</source>
        <translation>各方法的输入</translation>
    </message>
    <message>
        <source>LR</source>
        <translation>低分辨率图</translation>
    </message>
    <message>
        <source>the picture before it was degraded</source>
        <translation>退化之前的图片</translation>
    </message>
    <message>
        <source>My result</source>
        <translation>我的结果</translation>
    </message>
    <message>
        <source>opened from a file: {0}</source>
        <translation>打开自文件：{0}</translation>
    </message>
    <message>
        <source>made here from the LR at ×{0}</source>
        <translation>在此由 ×{0} 的低分辨率图生成</translation>
    </message>
    <message>
        <source>{0}, from another LR</source>
        <translation>{0}，来自另一低分辨率图</translation>
    </message>
    <message>
        <source>part in view</source>
        <translation>可见部分</translation>
    </message>
    <message>
        <source>Numbers are for the framed part.</source>
        <translation>数值只针对框出的部分。</translation>
    </message>
    <message>
        <source>from a file</source>
        <translation>来自文件</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>{0} pixels, by {1}</source>
        <translation>{0} 像素，方式：{1}</translation>
    </message>
    <message>
        <source>{0} cannot be shown</source>
        <translation>无法显示 {0}</translation>
    </message>
    <message>
        <source>preparing the picture</source>
        <translation>正在准备图片</translation>
    </message>
    <message>
        <source>No truth</source>
        <translation>没有真值</translation>
    </message>
    <message>
        <source>Upscale has no truth to compare with. Benchmark uses the picture itself as the truth.</source>
        <translation>放大模式没有真值。基准测试把图片本身当作真值。</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>正在处理</translation>
    </message>
    <message>
        <source>The LR differs in size from its enlargements.</source>
        <translation>低分辨率图与放大结果的尺寸不同。</translation>
    </message>
    <message>
        <source>or open one, paste one, or choose a sample</source>
        <translation>也可以打开、粘贴或选择示例</translation>
    </message>
    <message>
        <source>{0} is unavailable</source>
        <translation>{0} 不可用</translation>
    </message>
    <message>
        <source>Made here</source>
        <translation>在此生成</translation>
    </message>
    <message>
        <source>made here</source>
        <translation>在此生成</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} 失败</translation>
    </message>
    <message>
        <source>{0} was cancelled</source>
        <translation>{0} 已取消</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>没有差异</translation>
    </message>
    <message>
        <source>There is nothing to compare with.</source>
        <translation>没有可比较的对象。</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>正在比较</translation>
    </message>
    <message>
        <source>Drop a picture here</source>
        <translation>把图片拖到这里</translation>
    </message>
</context>
<context>
    <name>Drops</name>
    <message>
        <source>With Ctrl, or on a pane&apos;s edge: my result beside that pane</source>
        <translation>按住 Ctrl，或放在窗格边缘：作为我的结果放在该窗格旁</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Comparison (*.srview)</source>
        <translation>比较 (*.srview)</translation>
    </message>
    <message>
        <source>Saved the comparison as {}</source>
        <translation>比较已保存为 {}</translation>
    </message>
    <message>
        <source>There are no numbers yet.</source>
        <translation>还没有数值。</translation>
    </message>
    <message>
        <source>Copied the numbers as {}</source>
        <translation>数值已复制为 {}</translation>
    </message>
    <message>
        <source>Comparison with embedded pictures (*.srview)</source>
        <translation>内含图片的比较 (*.srview)</translation>
    </message>
    <message>
        <source>Save comparison</source>
        <translation>保存比较</translation>
    </message>
    <message>
        <source>Export numbers</source>
        <translation>导出数值</translation>
    </message>
    <message>
        <source>Copied the caption</source>
        <translation>已复制图注</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>真值</translation>
    </message>
    <message>
        <source>{} ×{}, enlarged</source>
        <translation>{} ×{}，放大</translation>
    </message>
    <message>
        <source>{}, cleaned up</source>
        <translation>{}，已清理</translation>
    </message>
    <message>
        <source>{} ×{}, against the truth, {}</source>
        <translation>{} ×{}，与真值比较，{}</translation>
    </message>
    <message>
        <source>Save all panes to a folder</source>
        <translation>把所有窗格保存到文件夹</translation>
    </message>
    <message>
        <source>There is nothing to save yet.</source>
        <translation>还没有可保存的内容。</translation>
    </message>
    <message numerus="yes">
        <source>Saved %n pane(s) in {}</source>
        <translation>
            <numerusform>已在 {} 中保存 %n 个窗格</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilesModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Upscaling, {} %</source>
        <translation>正在放大，{} %</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>Skipped: exists already</source>
        <translation>已跳过：文件已存在</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
</context>
<context>
    <name>FilesTable</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FiltersPage</name>
    <message>
        <source>Wavelet</source>
        <translation>小波</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>滤波器</translation>
    </message>
    <message>
        <source>tap</source>
        <translation>抽头</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>magnitude</source>
        <translation>幅度</translation>
    </message>
    <message>
        <source>Frequency response</source>
        <translation>频率响应</translation>
    </message>
    <message>
        <source>cycles per pixel</source>
        <translation>周/像素</translation>
    </message>
    <message>
        <source>Scaling function</source>
        <translation>尺度函数</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Wavelet function</source>
        <translation>小波函数</translation>
    </message>
    <message numerus="yes">
        <source>%n tap(s)</source>
        <translation>
            <numerusform>%n 个抽头</numerusform>
        </translation>
    </message>
    <message>
        <source>{} and {} taps</source>
        <translation>{} 个和 {} 个抽头</translation>
    </message>
    <message>
        <source>orthogonal</source>
        <translation>正交</translation>
    </message>
    <message>
        <source>biorthogonal</source>
        <translation>双正交</translation>
    </message>
    <message numerus="yes">
        <source>%n vanishing moment(s)</source>
        <translation>
            <numerusform>%n 阶消失矩</numerusform>
        </translation>
    </message>
    <message>
        <source>not exactly invertible</source>
        <translation>不能精确还原</translation>
    </message>
    <message>
        <source>Low in blue, high in orange; analysis solid, synthesis dashed.</source>
        <translation>蓝色为低通，橙色为高通；实线为分解，虚线为合成。</translation>
    </message>
    <message>
        <source>{}: {}. {}</source>
        <translation>{}：{}。{}</translation>
    </message>
</context>
<context>
    <name>Handout</name>
    <message>
        <source>Saved {}</source>
        <translation>已保存 {}</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>degradation</source>
        <translation>退化方式</translation>
    </message>
    <message>
        <source>panes</source>
        <translation>窗格</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>tile</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>regions</source>
        <translation>区域</translation>
    </message>
</context>
<context>
    <name>InsidePage</name>
    <message>
        <source>Method or topic shown</source>
        <translation>正在查看的方法或主题</translation>
    </message>
    <message>
        <source>Back to panes</source>
        <translation>返回窗格</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>On the pictures</source>
        <translation>在图片上</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Show one pane alone</source>
        <translation>只显示一个窗格</translation>
    </message>
    <message>
        <source>Hold 1 to 6</source>
        <translation>按住 1 到 6</translation>
    </message>
    <message>
        <source>Show what the panes are compared with</source>
        <translation>显示各窗格的比较对象</translation>
    </message>
    <message>
        <source>Hold Space</source>
        <translation>按住空格键</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Press the focused button</source>
        <translation>按下获得焦点的按钮</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>在指针处缩放</translation>
    </message>
    <message>
        <source>Wheel, pinch</source>
        <translation>滚轮、捏合</translation>
    </message>
    <message>
        <source>Compare selected pane with another</source>
        <translation>将选中的窗格与另一个比较</translation>
    </message>
    <message>
        <source>Swap two panes, or drag one out as a file</source>
        <translation>交换两个窗格，或将窗格作为文件拖出</translation>
    </message>
    <message>
        <source>My result beside a pane</source>
        <translation>在窗格旁放上我的结果</translation>
    </message>
    <message>
        <source>Drop with Ctrl, or on its edge</source>
        <translation>按住 Ctrl 放下，或放在其边缘</translation>
    </message>
    <message>
        <source>Next or previous file</source>
        <translation>下一个或上一个文件</translation>
    </message>
    <message>
        <source>Drag, two fingers</source>
        <translation>拖动、双指滑动</translation>
    </message>
    <message>
        <source>Move picture</source>
        <translation>移动图片</translation>
    </message>
    <message>
        <source>Whole picture or 100 %</source>
        <translation>整张图片或 100 %</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+点击</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Shift+拖动</translation>
    </message>
    <message>
        <source>Draw region</source>
        <translation>画区域</translation>
    </message>
    <message>
        <source>Drag a caption</source>
        <translation>拖动标题</translation>
    </message>
</context>
<context>
    <name>LeftPanel</name>
    <message>
        <source>Left panel</source>
        <translation>左侧面板</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>One scale for all panes. {}</source>
        <translation>所有窗格使用同一标度。{}</translation>
    </message>
</context>
<context>
    <name>LessonPanel</name>
    <message>
        <source>Text of this step</source>
        <translation>本步骤的正文</translation>
    </message>
    <message>
        <source>What do you expect?</source>
        <translation>你预计会怎样？</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Restores your own comparison from before the lesson</source>
        <translation>恢复课程开始前你自己的比较</translation>
    </message>
    <message>
        <source>Close lesson</source>
        <translation>关闭课程</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Your prediction</source>
        <translation>你的预测</translation>
    </message>
    <message>
        <source>You predicted</source>
        <translation>你当时的预测</translation>
    </message>
</context>
<context>
    <name>Lessons</name>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Open lesson</source>
        <translation>打开课程</translation>
    </message>
    <message>
        <source>Print handout</source>
        <translation>打印为讲义</translation>
    </message>
    <message>
        <source>{file}: {name} has no {value} in this step</source>
        <translation>{file}：这一步中 {name} 没有 {value}</translation>
    </message>
</context>
<context>
    <name>LossesPage</name>
    <message>
        <source>Of</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Pixel</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Feature {}</source>
        <translation>特征 {}</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>Total variation</source>
        <translation>全变分</translation>
    </message>
    <message>
        <source>Losses of every pane against the truth</source>
        <translation>各窗格相对真值的损失</translation>
    </message>
    <message>
        <source>This needs the truth, which only Benchmark has.</source>
        <translation>需要真值，只有基准测试模式才有。</translation>
    </message>
    <message>
        <source>Losses come with results.</source>
        <translation>有结果之后才有损失。</translation>
    </message>
    <message>
        <source>Measuring the losses of every result…</source>
        <translation>正在测量每个结果的损失……</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Wavelet</source>
        <translation>小波</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Something failed unexpectedly; the log has the details.</source>
        <translation>发生意外错误，详情见日志。</translation>
    </message>
    <message>
        <source>files are being upscaled</source>
        <translation>正在放大文件</translation>
    </message>
    <message>
        <source>the claims are being recomputed</source>
        <translation>正在重新计算论文的结论</translation>
    </message>
    <message>
        <source>a blind test is going on</source>
        <translation>正在进行盲测</translation>
    </message>
</context>
<context>
    <name>Mapping</name>
    <message>
        <source>Two finished panes are needed to find where they differ.</source>
        <translation>需要两个已完成的窗格才能找出差异。</translation>
    </message>
    <message>
        <source>The panes do not differ anywhere.</source>
        <translation>各窗格没有任何差异。</translation>
    </message>
    <message>
        <source>All panes: difference {} of {}</source>
        <translation>所有窗格：第 {} 处差异，共 {} 处</translation>
    </message>
    <message>
        <source>{} against {}: difference {} of {}</source>
        <translation>{} 与 {}：第 {} 处差异，共 {} 处</translation>
    </message>
    <message>
        <source>The selected pane is compared with {}; N finds where these two differ</source>
        <translation>选中的窗格与 {} 比较；N 键按这两者查找差异</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>MethodList</name>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
</context>
<context>
    <name>MethodPage</name>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Open a picture to see inside.</source>
        <translation>打开一张图片才能查看内部。</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>正在计算……</translation>
    </message>
</context>
<context>
    <name>MethodsModel</name>
    <message>
        <source>Truth</source>
        <translation>真值</translation>
    </message>
    <message>
        <source>only in Benchmark</source>
        <translation>仅限基准测试模式</translation>
    </message>
    <message>
        <source>the picture before it was degraded</source>
        <translation>退化之前的图片</translation>
    </message>
    <message>
        <source>the original picture</source>
        <translation>原始图片</translation>
    </message>
    <message>
        <source>the input of every method</source>
        <translation>各方法的输入</translation>
    </message>
    <message>
        <source>made here</source>
        <translation>在此生成</translation>
    </message>
    <message>
        <source>My result</source>
        <translation>我的结果</translation>
    </message>
    <message>
        <source>from a file</source>
        <translation>来自文件</translation>
    </message>
    <message>
        <source>Low resolution</source>
        <translation>低分辨率</translation>
    </message>
</context>
<context>
    <name>MethodsPanel</name>
    <message>
        <source>More methods</source>
        <translation>更多方法</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Add a model…</source>
        <translation>添加模型…</translation>
    </message>
    <message>
        <source>A network from a file; it can be dropped on the window too</source>
        <translation>来自文件的网络；也可直接拖放到窗口</translation>
    </message>
    <message>
        <source>Fewer methods</source>
        <translation>收起方法</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Show a model from a file (.pth, .safetensors) in a pane to see inside.</source>
        <translation>在窗格中显示一个来自文件的模型（.pth、.safetensors）以查看其内部。</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Add models</source>
        <translation>添加模型</translation>
    </message>
    <message>
        <source>reading {}</source>
        <translation>正在读取 {}</translation>
    </message>
    <message>
        <source>{} models added; tick those to compare</source>
        <translation>已添加 {} 个模型；请勾选要比较的模型</translation>
    </message>
    <message>
        <source>{}: {}</source>
        <translation>{}：{}</translation>
    </message>
</context>
<context>
    <name>ModelsWindow</name>
    <message>
        <source>Model library</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>按名称搜索</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The network takes blue first (BGR)</source>
        <translation>网络以蓝色在前（BGR）</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Remove from the library</source>
        <translation>从模型库移除</translation>
    </message>
    <message>
        <source>Add models…</source>
        <translation>添加模型…</translation>
    </message>
    <message>
        <source>Drop model files or a folder of them on the window, or add them here.</source>
        <translation>将模型文件或其文件夹拖放到窗口，或在此处添加。</translation>
    </message>
    <message>
        <source>No model is chosen.</source>
        <translation>未选择模型。</translation>
    </message>
    <message>
        <source>Reading and measuring…</source>
        <translation>正在读取并测量…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>NoticesPopup</name>
    <message>
        <source>Notices</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>About this picture</source>
        <translation>关于此图片</translation>
    </message>
</context>
<context>
    <name>NumbersPanel</name>
    <message>
        <source>Numbers of every method</source>
        <translation>各方法的数值</translation>
    </message>
    <message>
        <source>Lesson 2 shows why</source>
        <translation>第 2 课说明原因</translation>
    </message>
    <message>
        <source>DASR is {0} dB below bicubic: the details it takes from the enlarged subbands have about the right strength but often the wrong sign.</source>
        <translation>DASR 比双三次低 {0} dB：它从放大后的子带取得的细节强度大致正确，但符号常常是错的。</translation>
    </message>
    <message>
        <source>Time and memory of every method</source>
        <translation>各方法的时间和内存</translation>
    </message>
    <message>
        <source>DASR is {0} dB below bicubic: as published, it is shifted against the truth&apos;s pixel grid; registered, it is aligned.</source>
        <translation>DASR 比双三次低 {0} dB：按论文的做法，它偏离真值所用的网格；配准后则落在网格上。</translation>
    </message>
    <message>
        <source>A smaller gain (0.25 or 0) uses less of them.</source>
        <translation>较小的增益（0.25 或 0）会少用这些细节。</translation>
    </message>
    <message>
        <source>PSNR and SSIM compare luma with the truth, ignoring {} pixels along the border; the best is bold. Consistency measures how well a result shrinks back to the input: it is not quality, so no best is marked.</source>
        <translation>PSNR 和 SSIM 在亮度上与真值比较，沿边缘去掉 {} 个像素；最好的用粗体。一致性说明结果缩小后与输入的吻合程度：它不是质量，因此不标最好。</translation>
    </message>
    <message>
        <source>There is no larger original of this picture, so nothing here says which result is best. Consistency measures how well a result shrinks back to the input. Benchmark shrinks the picture first and compares with the original.</source>
        <translation>这张图片没有更大的原图，因此这里不判断哪个结果最好。一致性说明结果缩小后与输入的吻合程度。基准测试先缩小图片，再与原图比较。</translation>
    </message>
    <message>
        <source>PSNR and SSIM are on luma, against the truth, with 1 pixel left out along the border; the best is bold. What is not above the input has made it worse.</source>
        <translation>PSNR 与 SSIM 在亮度上对照真值测量，边缘去掉 1 个像素；最好的为粗体。不高于输入的方法反而使图片变差了。</translation>
    </message>
    <message>
        <source>Nobody knows what this picture looked like before, so there are no numbers. Benchmark degrades the picture first and measures against it.</source>
        <translation>没有人知道这幅图片原来是什么样子，所以没有数值。“基准测试”先使图片退化，再以原图为基准来测量。</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>reading {}</source>
        <translation>正在读取 {}</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Open my own result of this picture</source>
        <translation>打开我自己的同一图片的结果</translation>
    </message>
    <message>
        <source>The clipboard is empty.</source>
        <translation>剪贴板是空的。</translation>
    </message>
    <message>
        <source>Pair: {} is the truth, opened with its LR</source>
        <translation>成对图片：{} 是真值，低分辨率图随之打开</translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation>查找文件…</translation>
    </message>
    <message>
        <source>{}: the arrow keys step through the others at the same place</source>
        <translation>{}：用方向键在同一位置查看其他文件</translation>
    </message>
    <message>
        <source>Open anyway</source>
        <translation>仍然打开</translation>
    </message>
    <message>
        <source>{0}: Compact photo, which cleans it, is shown too; {1} undoes this</source>
        <translation>{0}：已另外显示能清理它的 Compact 照片；按 {1} 可撤销</translation>
    </message>
    <message>
        <source>Scale ×{}, which suits the size of this picture</source>
        <translation>倍数 ×{}，适合这张图片的尺寸</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{} / {}</translation>
    </message>
    <message>
        <source>Where is the picture?</source>
        <translation>图片在哪里？</translation>
    </message>
</context>
<context>
    <name>OptimiseCurves</name>
    <message>
        <source>Weighted losses</source>
        <translation>加权损失</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
</context>
<context>
    <name>OptimisePage</name>
    <message>
        <source>pixel loss</source>
        <translation>像素损失</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>features, smooth</source>
        <translation>特征，平滑</translation>
    </message>
    <message>
        <source>texture of a style</source>
        <translation>风格的纹理</translation>
    </message>
    <message>
        <source>style transfer</source>
        <translation>风格迁移</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>the picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Layer of the features</source>
        <translation>特征所在层</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>L-BFGS</source>
        <translation>L-BFGS</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>a picture is being optimised</source>
        <translation>正在优化图像</translation>
    </message>
    <message>
        <source>Weighted loss after {steps} steps ({seconds} s): {loss}; after one pass of the network ({pass_seconds} s, {times} times as fast): {pass_loss}. The square in the plot is the network.</source>
        <translation>{steps} 步（{seconds} 秒）后的加权损失：{loss}；网络一次前向计算（{pass_seconds} 秒，速度是前者的 {times} 倍）后：{pass_loss}。图中的方块是网络。</translation>
    </message>
    <message>
        <source>Nothing has been optimised yet</source>
        <translation>还没有优化过</translation>
    </message>
    <message>
        <source>Only a whole picture can be kept: up to {} × {} pixels, in Benchmark or at ×1</source>
        <translation>只能保留整张图片：至多 {} × {} 像素，在基准测试中或 ×1 时</translation>
    </message>
    <message>
        <source>All that the losses look at is kept in memory: 512 × 512 pixels take about {}.</source>
        <translation>损失所看到的一切都保留在内存中：512 × 512 像素约占 {}。</translation>
    </message>
    <message>
        <source>Add as pane</source>
        <translation>添加为窗格</translation>
    </message>
    <message>
        <source>The network&apos;s result appears here</source>
        <translation>网络的结果显示在这里</translation>
    </message>
    <message>
        <source>The network, one pass</source>
        <translation>网络，一次前向计算</translation>
    </message>
    <message>
        <source>No network is trained here: the picture itself is changed, step by step, until its weighted losses are small. Their curves appear here.</source>
        <translation>这里不训练网络：逐步修改的是图片本身，直到它的加权损失变小。损失曲线将显示在这里。</translation>
    </message>
    <message>
        <source>Shows the optimised picture beside the results; it is saved as they are</source>
        <translation>把优化后的图片显示在结果旁边；保存方法与结果相同</translation>
    </message>
    <message>
        <source>{} was added as a pane</source>
        <translation>已将 {} 添加为窗格</translation>
    </message>
    <message>
        <source>pixel</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>total variation</source>
        <translation>全变分</translation>
    </message>
    <message>
        <source>Style picture</source>
        <translation>风格图片</translation>
    </message>
    <message>
        <source>from a file…</source>
        <translation>来自文件…</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Features of</source>
        <translation>特征层</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>weight of {}</source>
        <translation>{}权重</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Largest size</source>
        <translation>最大尺寸</translation>
    </message>
    <message>
        <source>The picture appears here once it runs</source>
        <translation>运行后图片显示在这里</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>A style picture</source>
        <translation>风格图片</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在开始</translation>
    </message>
    <message>
        <source>Optimised, {} steps</source>
        <translation>优化 {} 步</translation>
    </message>
    <message>
        <source>Now, step {} of {}</source>
        <translation>当前，第 {} 步，共 {} 步</translation>
    </message>
    <message>
        <source>Losses before their weights: {}.</source>
        <translation>加权前的损失：{}。</translation>
    </message>
    <message>
        <source>{steps} steps took {seconds} s. One forward pass of Perceptual to this size took {forward} s: {times} times as fast.</source>
        <translation>{steps} 步用了 {seconds} 秒。感知网络前向一次得到同样大小只用 {forward} 秒：速度是前者的 {times} 倍。</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Overview map</source>
        <translation>概览图</translation>
    </message>
    <message>
        <source>Click or drag to move the view</source>
        <translation>单击或拖动以移动视图</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Page or frame of the file</source>
        <translation>文件的页或帧</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>of {}</source>
        <translation>共 {}</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find an action</source>
        <translation>查找操作</translation>
    </message>
    <message>
        <source>Type part of an action&apos;s name</source>
        <translation>输入操作名称的一部分</translation>
    </message>
    <message>
        <source>No matching action.</source>
        <translation>没有匹配的操作。</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
</context>
<context>
    <name>PaneWidget</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>PanesModel</name>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Click to sort by this column, click again to reverse; the bars follow.</source>
        <translation>单击按此列排序，再次单击反向排序；条形图随之变化。</translation>
    </message>
</context>
<context>
    <name>ParametersPanel</name>
    <message>
        <source>Tick a method to see it.</source>
        <translation>勾选方法即可查看。</translation>
    </message>
    <message>
        <source>The picture that was opened: what every method is measured against.</source>
        <translation>打开的图片：所有方法都以它为基准来测量。</translation>
    </message>
    <message>
        <source>The picture that every method enlarges, shown pixel by pixel.</source>
        <translation>各方法要放大的图片，逐像素显示。</translation>
    </message>
    <message>
        <source>Made here from subbands or by optimising, measured like the others.</source>
        <translation>在此由子带或优化生成，与其他结果一样测量。</translation>
    </message>
    <message>
        <source>A result of this picture from a file, measured like the others.</source>
        <translation>来自文件的同一图片的结果，与其他窗格一样测量。</translation>
    </message>
    <message>
        <source>The input of the methods that clean up, which they are compared with.</source>
        <translation>清理类方法的输入，也用来与它们的结果比较。</translation>
    </message>
    <message>
        <source>A trained network. You can choose where it runs.</source>
        <translation>经过训练的网络。可以选择在哪里运行。</translation>
    </message>
    <message>
        <source>This method has no settings.</source>
        <translation>此方法没有可设置的项目。</translation>
    </message>
</context>
<context>
    <name>PerceptualPage</name>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Whose steps are shown; both results are shown side by side</source>
        <translation>显示哪一个的步骤；两者的结果并排显示</translation>
    </message>
    <message>
        <source>One forward pass took {seconds} s: the network is only applied, nothing is optimised.</source>
        <translation>一次前向传播用了 {seconds} 秒：只是应用网络，没有做任何优化。</translation>
    </message>
</context>
<context>
    <name>PixelPage</name>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Result: point at a pixel</source>
        <translation>结果：请指向一个像素</translation>
    </message>
</context>
<context>
    <name>PixelStrip</name>
    <message>
        <source>The pixel under the cursor in every pane</source>
        <translation>各窗格在光标处的像素</translation>
    </message>
    <message>
        <source>at {}, {}</source>
        <translation>位置 {}, {}</translation>
    </message>
</context>
<context>
    <name>PlotsPanel</name>
    <message>
        <source>Plot</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Plot of every pane</source>
        <translation>各窗格的图表</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>正在计算……</translation>
    </message>
    <message>
        <source>This needs the truth, which only Benchmark has.</source>
        <translation>需要真值，只有基准测试模式才有。</translation>
    </message>
    <message>
        <source>In four photographs that come with srviewer, by the method of every pane.</source>
        <translation>在 srviewer 自带的四张照片上，用每个窗格的方法计算。</translation>
    </message>
    <message>
        <source>Solid: weights mixed; dashed: results mixed.</source>
        <translation>实线：混合权重；虚线：混合结果。</translation>
    </message>
    <message>
        <source>Dotted: 3 dB below the least error here; a perfect look costs no more.</source>
        <translation>点线：比此处最小误差低 3 dB；完美的观感至多付出这么多。</translation>
    </message>
    <message>
        <source>Whole picture. The distance axis points down, so up is better.</source>
        <translation>针对整张图片。距离轴向下，因此越靠上越好。</translation>
    </message>
    <message>
        <source>Region {}.</source>
        <translation>区域 {}。</translation>
    </message>
    <message>
        <source>For {}; draw a region to look closer.</source>
        <translation>针对 {}；画一个区域可细看。</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>The language changes at the next start: {}</source>
        <translation>{}：语言将在下次启动时更改</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>Rebuilding</name>
    <message>
        <source>{} was added as a pane</source>
        <translation>{} 已加入窗格</translation>
    </message>
</context>
<context>
    <name>RegionNumbers</name>
    <message>
        <source>Draw a region first: hold Shift and drag on a picture.</source>
        <translation>请先画一个区域：按住 Shift 在图片上拖动。</translation>
    </message>
    <message>
        <source>Copied the numbers of the region</source>
        <translation>已复制区域的数值</translation>
    </message>
</context>
<context>
    <name>RegionPanel</name>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Draw region (R, or hold Shift and drag)</source>
        <translation>画一个区域（R，或按住 Shift 拖动）</translation>
    </message>
    <message>
        <source>Copy region numbers (Ctrl+Shift+M)</source>
        <translation>复制区域的数值（Ctrl+Shift+M）</translation>
    </message>
    <message>
        <source>Clear region (Delete)</source>
        <translation>清除区域（Delete）</translation>
    </message>
    <message>
        <source>Numbers of the region</source>
        <translation>区域的数值</translation>
    </message>
    <message>
        <source>Hold Shift and drag on a picture: the same region appears in every pane.</source>
        <translation>按住 Shift 在图片上拖动：所有窗格中出现同一区域。</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高</translation>
    </message>
    <message>
        <source>{} of the region, in pixels</source>
        <translation>区域的{}，单位像素</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>{} over {}</source>
        <translation>{} 优于 {}</translation>
    </message>
</context>
<context>
    <name>ResultsWindow</name>
    <message>
        <source>Folders of results</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>Add folders…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add numbers…</source>
        <translation>添加数值…</translation>
    </message>
    <message>
        <source>A CSV with a picture a row: its columns join by the pictures&apos; names</source>
        <translation>每行一张图片的 CSV：各列按图片名称并入</translation>
    </message>
    <message>
        <source>Folder of the truths</source>
        <translation>真值文件夹</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Column of the gap</source>
        <translation>差值所用的列</translation>
    </message>
    <message>
        <source>Numbers by picture and column</source>
        <translation>按图片和列的数值</translation>
    </message>
    <message>
        <source>A click shows this picture with all columns, where they differ most</source>
        <translation>单击可在差异最大处显示该图片的所有列</translation>
    </message>
    <message>
        <source>Worst first</source>
        <translation>最差优先</translation>
    </message>
    <message>
        <source>By gap</source>
        <translation>按差值</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Means, differences, and what was noticed</source>
        <translation>均值、差值与注意事项</translation>
    </message>
    <message>
        <source>Column whose protocol is looked for</source>
        <translation>要查找协议的列</translation>
    </message>
    <message>
        <source>Number as the paper prints it</source>
        <translation>论文所印的数值</translation>
    </message>
    <message>
        <source>Which protocol gives it?</source>
        <translation>哪种协议得到它？</translation>
    </message>
    <message>
        <source>Truths</source>
        <translation>真值</translation>
    </message>
    <message>
        <source>Gap of</source>
        <translation>差值：</translation>
    </message>
    <message>
        <source>over</source>
        <translation>优于</translation>
    </message>
    <message>
        <source>A paper prints</source>
        <translation>论文印的是</translation>
    </message>
    <message>
        <source>for</source>
        <translation>对应列</translation>
    </message>
    <message>
        <source>Choose which folder holds the truths.</source>
        <translation>请选择哪个文件夹存放真值。</translation>
    </message>
    <message>
        <source>choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>A folder of results, or of truths</source>
        <translation>结果文件夹或真值文件夹</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>表格 (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>Numbers by picture</source>
        <translation>按图片的数值</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>{0} cannot be measured. Missing: {1}</source>
        <translation>{0} 无法测量。缺少：{1}</translation>
    </message>
    <message>
        <source>Measuring by every protocol…</source>
        <translation>正在按每种协议测量…</translation>
    </message>
    <message>
        <source>{} more</source>
        <translation>另外 {} 条</translation>
    </message>
    <message>
        <source>{0} for {1} is nearest to:</source>
        <translation>{1} 的 {0} 最接近：</translation>
    </message>
    <message>
        <source>nothing that can be measured</source>
        <translation>没有可测量的内容</translation>
    </message>
</context>
<context>
    <name>RightPanel</name>
    <message>
        <source>Right panel</source>
        <translation>右侧面板</translation>
    </message>
</context>
<context>
    <name>RunningFields</name>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Device that runs the networks; the pane says so if it is not available</source>
        <translation>网络在哪里运行；不存在的设备会在窗格中说明</translation>
    </message>
    <message>
        <source>Tile size in input pixels; smaller tiles use less memory</source>
        <translation>分块的边长（输入像素）：越小占用内存越少</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Save {}</source>
        <translation>保存 {}</translation>
    </message>
    <message>
        <source>Copied {}: {} × {} pixels</source>
        <translation>已复制 {}：{} × {} 像素</translation>
    </message>
    <message>
        <source>Draw a region first: hold Shift and drag on a picture.</source>
        <translation>请先画一个区域：按住 Shift 在图片上拖动。</translation>
    </message>
    <message>
        <source>There is no pane to save or copy.</source>
        <translation>没有可保存或复制的窗格。</translation>
    </message>
    <message>
        <source>Copied the region of {}: {} × {} pixels</source>
        <translation>已复制 {} 的区域：{} × {} 像素</translation>
    </message>
    <message>
        <source>{} has no result yet.</source>
        <translation>{} 还没有结果。</translation>
    </message>
</context>
<context>
    <name>SeriesWindow</name>
    <message>
        <source>Training run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Folder of the run…</source>
        <translation>训练文件夹…</translation>
    </message>
    <message>
        <source>Truths…</source>
        <translation>真值…</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>Iteration that is compared with</source>
        <translation>用来对比的迭代</translation>
    </message>
    <message>
        <source>Blind pick</source>
        <translation>盲选</translation>
    </message>
    <message>
        <source>Which of the two looks better, without knowing which is which</source>
        <translation>在不知道哪个是哪个的情况下，哪个更好看</translation>
    </message>
    <message>
        <source>PSNR-Y by iteration</source>
        <translation>PSNR-Y 随迭代的变化</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Folder of the run</source>
        <translation>训练文件夹</translation>
    </message>
    <message>
        <source>Folder of the truths</source>
        <translation>真值文件夹</translation>
    </message>
    <message>
        <source>the open picture, by {}</source>
        <translation>当前图片，用 {}</translation>
    </message>
    <message>
        <source>There are no validation pictures and no networks by iteration in it yet.</source>
        <translation>其中还没有按迭代次数保存的验证图片或网络。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) still being written</source>
        <translation>
            <numerusform>%n 个文件还在写入</numerusform>
        </translation>
    </message>
    <message>
        <source>The networks enlarge the picture that is open; in Benchmark they are measured too.</source>
        <translation>这些网络会放大当前打开的图片；在基准测试模式下还会测量指标。</translation>
    </message>
    <message>
        <source>{iteration} ({place} of {count})</source>
        <translation>{iteration}（第 {place} 个，共 {count} 个）</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Follow system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>减少</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Networks run on</source>
        <translation>网络运行于</translation>
    </message>
    <message>
        <source>automatic, by size</source>
        <translation>按大小自动选择</translation>
    </message>
    <message>
        <source>Scale of a new picture</source>
        <translation>新图片的起始倍数</translation>
    </message>
    <message>
        <source>all memory of this machine</source>
        <translation>本机的全部内存</translation>
    </message>
    <message>
        <source>Work that needs more is refused before it starts</source>
        <translation>超出上限的工作会在开始前拒绝</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Save folder</source>
        <translation>保存文件夹</translation>
    </message>
    <message>
        <source>same folder as the picture</source>
        <translation>与图片相同的文件夹</translation>
    </message>
    <message>
        <source>Networks of LPIPS and DISTS</source>
        <translation>LPIPS 与 DISTS 的网络</translation>
    </message>
    <message>
        <source>Folder of torchvision&apos;s files</source>
        <translation>torchvision 文件所在的文件夹</translation>
    </message>
    <message>
        <source>Missing: {}</source>
        <translation>缺少：{}</translation>
    </message>
    <message>
        <source>choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>opens files in the running window</source>
        <translation>在已打开的窗口中打开文件</translation>
    </message>
    <message>
        <source>Starting srviewer again</source>
        <translation>再次启动时</translation>
    </message>
    <message>
        <source>Remove srviewer from the menu</source>
        <translation>从菜单中移除 srviewer</translation>
    </message>
    <message>
        <source>Add srviewer to the menu</source>
        <translation>把 srviewer 加入菜单</translation>
    </message>
    <message>
        <source>Adds a menu entry, and “Open with srviewer” for pictures and .srview files</source>
        <translation>添加菜单项，以及图片和 .srview 文件的“用 srviewer 打开”</translation>
    </message>
    <message>
        <source>srviewer was removed from the desktop menu.</source>
        <translation>已从桌面菜单移除 srviewer。</translation>
    </message>
    <message>
        <source>srviewer was added to the desktop menu.</source>
        <translation>srviewer 已加入桌面菜单。</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>内存上限</translation>
    </message>
    <message>
        <source>opens another window</source>
        <translation>打开另一个窗口</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>桌面</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>Export contact sheet</source>
        <translation>导出对比图</translation>
    </message>
    <message>
        <source>Panes</source>
        <translation>窗格</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>Width in millimetres</source>
        <translation>宽度（毫米）</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Enlarged regions</source>
        <translation>放大的区域</translation>
    </message>
    <message>
        <source>Labels and parameters</source>
        <translation>标签和参数</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Preparing preview…</source>
        <translation>正在准备预览…</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Copy caption</source>
        <translation>复制图注</translation>
    </message>
    <message>
        <source>A paragraph with methods, parameters, numbers and how they were measured</source>
        <translation>一段文字：方法、参数、数值及其测量方式</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Arrangement</source>
        <translation>排列</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
</context>
<context>
    <name>ShiftPage</name>
    <message>
        <source>Wavelet</source>
        <translation>小波</translation>
    </message>
    <message>
        <source>Subband</source>
        <translation>子带</translation>
    </message>
    <message>
        <source>to the right</source>
        <translation>向右</translation>
    </message>
    <message>
        <source>down</source>
        <translation>向下</translation>
    </message>
    <message>
        <source>Shifted by one pixel</source>
        <translation>移动一个像素</translation>
    </message>
    <message>
        <source>DWT of the shifted picture</source>
        <translation>移动后图片的 DWT</translation>
    </message>
    <message>
        <source>Stationary transform of the shifted picture</source>
        <translation>移动后图片的平稳小波变换</translation>
    </message>
    <message>
        <source>DWT of the picture</source>
        <translation>图片的 DWT</translation>
    </message>
    <message>
        <source>Stationary transform of the picture</source>
        <translation>图片的平稳小波变换</translation>
    </message>
    <message>
        <source>The energy of this subband changes by {dwt} in the DWT, which keeps every other coefficient, and by {swt} in the stationary transform, which keeps all: there the subband only moves along.</source>
        <translation>该子带的能量在 DWT 中变化 {dwt}，因为它只保留一半系数；在平稳小波变换中变化 {swt}，因为它保留全部系数，子带只是随之移动。</translation>
    </message>
</context>
<context>
    <name>SrcnnPage</name>
    <message>
        <source>Patch</source>
        <translation>图像块</translation>
    </message>
    <message>
        <source>Receptive field</source>
        <translation>感受野</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>The gradient shows how the pixel would change with each pixel of the bicubic input.</source>
        <translation>梯度表示该像素随双三次输入的每个像素如何变化。</translation>
    </message>
    <message>
        <source>Its value {value} is the sum of the bias {bias} and of what {count} maps add; the most: {largest}. It sees {width} × {height} pixels of the bicubic input (orange), its first layer 9 × 9 of them (blue).</source>
        <translation>其值 {value} 等于偏置 {bias} 加上 {count} 个特征图的贡献；最大的是：{largest}。它看到双三次输入的 {width} × {height} 像素（橙色），第一层看到其中 9 × 9（蓝色）。</translation>
    </message>
</context>
<context>
    <name>StateCard</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Notices about this picture</source>
        <translation>关于此图片的提示</translation>
    </message>
    <message>
        <source>Progress of all methods</source>
        <translation>所有方法的进度</translation>
    </message>
    <message>
        <source>from {}</source>
        <translation>来自 {}</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>enlarged ×{scale} to {size}</source>
        <translation>放大 ×{scale} 至 {size}</translation>
    </message>
    <message>
        <source>truth ×{scale} of {size}</source>
        <translation>真值，{size} 的 ×{scale}</translation>
    </message>
    <message>
        <source>truth, shrunk ×{scale} to {size}</source>
        <translation>真值，缩小 ×{scale} 至 {size}</translation>
    </message>
    <message>
        <source>Running: {}</source>
        <translation>正在运行：{}</translation>
    </message>
    <message>
        <source>{} in part</source>
        <translation>{} 个仅完成部分</translation>
    </message>
    <message>
        <source>{} failed</source>
        <translation>{} 个失败</translation>
    </message>
    <message>
        <source>{} cancelled</source>
        <translation>{} 个已取消</translation>
    </message>
    <message>
        <source>{} being compared</source>
        <translation>{} 个正在比较</translation>
    </message>
    <message>
        <source>Where the methods run, and the memory srviewer uses</source>
        <translation>各方法在哪里运行，以及程序占用的内存</translation>
    </message>
    <message>
        <source>{} of {} done</source>
        <translation>已完成 {} / {}</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>StepView</name>
    <message numerus="yes">
        <source>%n image(s); click one to enlarge it</source>
        <translation>
            <numerusform>%n 幅，点击可放大查看</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Files opened together</source>
        <translation>一起打开的文件</translation>
    </message>
</context>
<context>
    <name>SweepPage</name>
    <message>
        <source>Degradation</source>
        <translation>退化</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Each method over the strength</source>
        <translation>各方法随强度的变化</translation>
    </message>
    <message>
        <source>strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>This needs the truth, which only Benchmark has.</source>
        <translation>需要真值，只有基准测试模式才有。</translation>
    </message>
    <message>
        <source>Measuring: {} of {} points are there.</source>
        <translation>正在测量：已有 {} / {} 个点。</translation>
    </message>
</context>
<context>
    <name>TapsPage</name>
    <message>
        <source>nearest</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>bilinear</source>
        <translation>双线性</translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>Lanczos-3</source>
        <translation>Lanczos-3</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>核函数</translation>
    </message>
    <message>
        <source>Low resolution</source>
        <translation>低分辨率</translation>
    </message>
    <message>
        <source>Enlargement</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Weights of the taps</source>
        <translation>各抽头的权重</translation>
    </message>
    <message>
        <source>Kernel and taps</source>
        <translation>核函数与抽头</translation>
    </message>
    <message>
        <source>pixels of the LR</source>
        <translation>低分辨率图像素</translation>
    </message>
    <message>
        <source>Enlarged: point at a pixel</source>
        <translation>放大结果：请指向一个像素</translation>
    </message>
    <message>
        <source>Pixel {x}, {y} lies at {u}, {v} of the LR. It is the sum of {count} pixels times their weights: {value} of 255. The weights add up to 1.</source>
        <translation>像素 {x}, {y} 位于低分辨率图的 {u}, {v}。它是 {count} 个像素与其权重之积的和：{value}（满值 255）。权重之和为 1。</translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Upscale</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>基准测试</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Enlarge the picture as it is</source>
        <translation>直接放大图片</translation>
    </message>
    <message>
        <source>Shrink the picture, enlarge that, and measure against the picture</source>
        <translation>先缩小图片再放大，并与原图比较</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Way to compare</source>
        <translation>比较方式</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Zoom of all panes; 100 % is one picture pixel on one screen pixel</source>
        <translation>所有窗格的缩放；100 % 表示一个图片像素对应一个屏幕像素</translation>
    </message>
    <message>
        <source>Hide left panel (F7)</source>
        <translation>隐藏左侧面板（F7）</translation>
    </message>
    <message>
        <source>Hide right panel (F8)</source>
        <translation>隐藏右侧面板（F8）</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Find an action by its name (Ctrl+K)</source>
        <translation>按名称查找操作（Ctrl+K）</translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation>查找操作</translation>
    </message>
</context>
<context>
    <name>TrainChoices</name>
    <message>
        <source>Compact</source>
        <translation>Compact</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>自带</translation>
    </message>
    <message>
        <source>twin</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>identity</source>
        <translation>恒等</translation>
    </message>
    <message>
        <source>the weights that the program comes with</source>
        <translation>程序自带的权重</translation>
    </message>
    <message>
        <source>trained from the same start with the pixel loss alone</source>
        <translation>从同一起点、只用像素损失训练所得的权重</translation>
    </message>
    <message>
        <source>a network that only enlarges smoothly and has everything still to learn</source>
        <translation>只会平滑放大的网络：一切都还要学</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>stochastic gradient descent, with momentum</source>
        <translation>随机梯度下降，带动量</translation>
    </message>
    <message>
        <source>side by side on the same patches, each at its own rate</source>
        <translation>两者并行，用同样的图块，各用自己的学习率</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Learns from</source>
        <translation>学习对象</translation>
    </message>
    <message>
        <source>this picture</source>
        <translation>当前图片</translation>
    </message>
    <message>
        <source>a folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Loss network</source>
        <translation>损失网络</translation>
    </message>
    <message>
        <source>distilled</source>
        <translation>蒸馏</translation>
    </message>
    <message>
        <source>a VGG file…</source>
        <translation>VGG 文件…</translation>
    </message>
    <message>
        <source>Layer of the feature loss</source>
        <translation>特征损失所用的层</translation>
    </message>
    <message>
        <source>pixel</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>total variation</source>
        <translation>全变分</translation>
    </message>
    <message>
        <source>wavelet details</source>
        <translation>小波细节</translation>
    </message>
    <message>
        <source>weight of {}</source>
        <translation>{}的权重</translation>
    </message>
    <message>
        <source>over patches of 24 pixels, so that texture is asked for where it belongs</source>
        <translation>在 24 像素的图块上计算，使纹理出现在该出现的地方</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>weight λ</source>
        <translation>权重 λ</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>A folder of pictures to learn from</source>
        <translation>用来学习的图片文件夹</translation>
    </message>
    <message>
        <source>A VGG-16 or VGG-19, as safetensors</source>
        <translation>VGG-16 或 VGG-19（safetensors）</translation>
    </message>
    <message>
        <source>λ times loss, added up (equation 5): {}</source>
        <translation>λ 乘损失之和（式 5）：{}</translation>
    </message>
    <message>
        <source>Loss network: {}; it judges, and is not trained itself.</source>
        <translation>损失网络：{}；它只用来评判，自身不参与训练。</translation>
    </message>
    <message>
        <source>It learns from patches of the pictures in {}.</source>
        <translation>学习用的图块取自 {} 中的图片。</translation>
    </message>
    <message>
        <source>It learns from patches of this very truth, so its numbers say nothing about other pictures.</source>
        <translation>学习用的图块就取自这张真值：所得数值不能说明其他图片。</translation>
    </message>
    <message>
        <source>It learns from patches of this picture, shrunk by bicubic.</source>
        <translation>学习用的图块取自这张图片，用双三次缩小。</translation>
    </message>
    <message>
        <source>The network processes Y alone; the losses see it as a grey picture.</source>
        <translation>该网络只处理 Y；各损失把它看作灰度图片。</translation>
    </message>
</context>
<context>
    <name>TrainCurves</name>
    <message>
        <source>Each loss, of its start</source>
        <translation>各损失与开始时之比</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Weighted sum</source>
        <translation>加权和</translation>
    </message>
    <message>
        <source>SGD, dashed</source>
        <translation>SGD（虚线）</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>at the start</source>
        <translation>开始时</translation>
    </message>
    <message>
        <source>truth</source>
        <translation>真值</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>The part in view appears here once it learns</source>
        <translation>开始学习后，这里显示当前所见部分</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Resume last</source>
        <translation>继续上次</translation>
    </message>
    <message>
        <source>Continues the last training from where it was kept</source>
        <translation>从保存处继续上一次训练</translation>
    </message>
    <message>
        <source>Adds the network as it is now to the model library and shows it in a pane</source>
        <translation>把当前的网络加入模型库，并显示为一个窗格</translation>
    </message>
    <message>
        <source>Command that continues this training</source>
        <translation>继续这次训练的命令</translation>
    </message>
    <message>
        <source>Copies the command that continues this training in a terminal</source>
        <translation>复制可在终端里继续这次训练的命令</translation>
    </message>
    <message>
        <source>a network is being trained</source>
        <translation>正在训练网络</translation>
    </message>
    <message>
        <source>Step {step}, {seconds} s of training.</source>
        <translation>第 {step} 步，已训练 {seconds} 秒。</translation>
    </message>
    <message>
        <source>The Gram matrices&apos; distance from the truth&apos;s is {} of what it was at first.</source>
        <translation>Gram 矩阵与真值的距离是开始时的 {}。</translation>
    </message>
    <message>
        <source>The training ended unexpectedly. Resume last continues from what was kept.</source>
        <translation>训练意外结束。“继续上次”会从最后保存处接着训练。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Copied the command that continues this training</source>
        <translation>已复制：继续这次训练的命令</translation>
    </message>
    <message>
        <source>Keep as a method</source>
        <translation>存为方法</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open a picture to train with.</source>
        <translation>请先打开一张图片再训练。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Paused at step {}.</source>
        <translation>在第 {} 步暂停。</translation>
    </message>
    <message>
        <source>Stopped at step {}; what was learnt is kept.</source>
        <translation>在第 {} 步停止；所学已保存。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>Against</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>What panes are compared with</source>
        <translation>各窗格与什么比较</translation>
    </message>
    <message>
        <source>Left and right</source>
        <translation>左右</translation>
    </message>
    <message>
        <source>Above and below</source>
        <translation>上下</translation>
    </message>
    <message>
        <source>The wipe&apos;s line</source>
        <translation>卷帘的分界线</translation>
    </message>
    <message>
        <source>Blinking</source>
        <translation>闪烁方式</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动切换</translation>
    </message>
    <message>
        <source>While Space is held</source>
        <translation>按住空格时</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Opacity of the upper pane</source>
        <translation>上层的不透明度</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>带符号</translation>
    </message>
    <message>
        <source>absolute</source>
        <translation>绝对值</translation>
    </message>
    <message>
        <source>squared</source>
        <translation>平方</translation>
    </message>
    <message>
        <source>Kind of map</source>
        <translation>差异图类型</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Gain of the map</source>
        <translation>差异图的增益</translation>
    </message>
    <message>
        <source>How much small differences are amplified</source>
        <translation>把微小差异放大多少倍</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{} (auto)</source>
        <translation>{}（自动）</translation>
    </message>
</context>
<context>
    <name>WaveletPage</name>
    <message>
        <source>Subbands of</source>
        <translation>子带来源</translation>
    </message>
    <message>
        <source>Wavelet</source>
        <translation>小波</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>Boundary</source>
        <translation>边界延拓</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>级数</translation>
    </message>
    <message>
        <source>nested</source>
        <translation>嵌套</translation>
    </message>
    <message>
        <source>four</source>
        <translation>四格</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>带符号</translation>
    </message>
    <message>
        <source>absolute</source>
        <translation>绝对值</translation>
    </message>
    <message>
        <source>log energy</source>
        <translation>对数能量</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>显示方式</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Zoom with panes</source>
        <translation>随窗格一同缩放</translation>
    </message>
    <message>
        <source>Each subband shows the part that the panes show; otherwise each plate zooms as a whole</source>
        <translation>每个子带在自己的位置上显示窗格所显示的部分；否则整张图版作为一个整体缩放</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Add as pane</source>
        <translation>添加为窗格</translation>
    </message>
    <message>
        <source>Shows the rebuilt picture in its own pane, measured like the others</source>
        <translation>把重建的图片放进单独的窗格，与其他窗格一样测量</translation>
    </message>
    <message>
        <source>Saves every subband as PNG and .npy, and the plate as one figure</source>
        <translation>每个子带存为 PNG 和 .npy，整个画面存为一张图</translation>
    </message>
    <message>
        <source>Subbands</source>
        <translation>子带</translation>
    </message>
    <message>
        <source>Subbands of the other pane</source>
        <translation>另一窗格的子带</translation>
    </message>
    <message>
        <source>minus {}</source>
        <translation>减去 {}</translation>
    </message>
    <message>
        <source>{}; not possible here, where a level has a length of 1</source>
        <translation>{}；不能用于长度 1，而此处有一级长度为 1</translation>
    </message>
    <message>
        <source>Subbands appear here when there is a result.</source>
        <translation>有了结果才有子带。</translation>
    </message>
    <message>
        <source>LH is low along x and high along y: it responds to horizontal edges; HL to vertical ones, HH to diagonals. Point at a coefficient to see which pixels it affects, at the picture to see which coefficients affect it.</source>
        <translation>LH 沿 x 为低通、沿 y 为高通，响应水平边缘；HL 响应垂直边缘，HH 响应对角线。指向一个系数可看它影响哪些像素，指向图片可看哪些系数影响该处。</translation>
    </message>
    <message>
        <source>Folder for subbands</source>
        <translation>子带文件夹</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Rebuilt picture</source>
        <translation>重建的图片</translation>
    </message>
    <message>
        <source>Basis image</source>
        <translation>基图像</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Beside</source>
        <translation>旁边</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Details of every level and plate on one scale: dark {low}, light {high}. LL is the picture.</source>
        <translation>各级、各画面的细节使用同一标度：暗 {low}，亮 {high}。LL 就是图片。</translation>
    </message>
    <message>
        <source>Differences of all subbands on one scale: dark {low}, light {high}.</source>
        <translation>各子带之差使用同一标度：暗 {low}，亮 {high}。</translation>
    </message>
    <message>
        <source>{} is not exactly invertible: the rebuilt picture differs a little, edited or not.</source>
        <translation>{} 不能精确还原：无论是否编辑，重建的图像都略有不同。</translation>
    </message>
    <message>
        <source>Rebuilt</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>完全相同</translation>
    </message>
    <message>
        <source>Rebuilt, {}</source>
        <translation>重建，{}</translation>
    </message>
    <message>
        <source>{band} {level}, row {row}, column {column}: affects {width} × {height} pixels.</source>
        <translation>{band} {level}，行 {row}，列 {column}：影响 {width} × {height} 个像素。</translation>
    </message>
    <message>
        <source>{}: {}; it shows {}.</source>
        <translation>{}：{}；它显示{}。</translation>
    </message>
    <message>
        <source>Its value is {}.</source>
        <translation>其值为 {}。</translation>
    </message>
    <message>
        <source>{} rebuilt, {}</source>
        <translation>{} 重建，{}</translation>
    </message>
    <message numerus="yes">
        <source>Saved %n file(s) of subbands</source>
        <translation>
            <numerusform>已保存 %n 个子带文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaveletPanel</name>
    <message>
        <source>Subbands of</source>
        <translation>子带来源</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级</translation>
    </message>
    <message>
        <source>Wavelet</source>
        <translation>小波</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>带符号</translation>
    </message>
    <message>
        <source>absolute</source>
        <translation>绝对值</translation>
    </message>
    <message>
        <source>log energy</source>
        <translation>对数能量</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>显示方式</translation>
    </message>
    <message>
        <source>Zoom with panes</source>
        <translation>随窗格一同缩放</translation>
    </message>
    <message>
        <source>Each subband shows the part that the panes show; otherwise that part is only framed</source>
        <translation>每个子带显示窗格所显示的部分；否则只标出该部分</translation>
    </message>
    <message>
        <source>Open a picture to see its subbands.</source>
        <translation>打开一张图片即可查看它的子带。</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>{} has no result yet.</source>
        <translation>{} 还没有结果。</translation>
    </message>
    <message>
        <source>Of the luma. Details lie around mid-grey: {} is black, {} is white, in all bands.</source>
        <translation>亮度的子带。细节以中灰为零点：{} 为黑，{} 为白，各子带相同。</translation>
    </message>
    <message>
        <source>Of the luma. Details: {} and less is black, {} is white, in all bands.</source>
        <translation>亮度的子带。细节：{} 及以下为黑，{} 为白，各子带相同。</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop a picture here</source>
        <translation>把图片拖到这里</translation>
    </message>
    <message>
        <source>Every method enlarges it, side by side, zoomed and moved as one. Benchmark shrinks it first, so that each result can be measured against it. Nothing leaves this machine.</source>
        <translation>所有方法并排放大它，同步缩放和移动。基准测试先把它缩小，这样就能测量每个结果。数据不会离开本机。</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>or paste one, or try a sample:</source>
        <translation>也可以粘贴图片或试试示例：</translation>
    </message>
    <message>
        <source>or start with a lesson: the wavelet transform, hands-on</source>
        <translation>或从一节课开始：动手认识小波变换</translation>
    </message>
    <message>
        <source>Sample: {}</source>
        <translation>示例：{}</translation>
    </message>
</context>
<context>
    <name>WholeCard</name>
    <message>
        <source>Run the whole image</source>
        <translation>处理整张图片</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>Bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>weights 4 × 4 pixels</source>
        <translation>对 4 × 4 个像素加权</translation>
    </message>
    <message>
        <source>DASR</source>
        <translation>DASR</translation>
    </message>
    <message>
        <source>wavelet bands, image as LL</source>
        <translation>小波子带，图片作为 LL</translation>
    </message>
    <message>
        <source>Wavelet</source>
        <translation>小波</translation>
    </message>
    <message>
        <source>the discrete wavelet; the paper&apos;s db.9/7 is bior4.4</source>
        <translation>离散小波；论文中的 db.9/7 即 bior4.4</translation>
    </message>
    <message>
        <source>Detail gain</source>
        <translation>细节增益</translation>
    </message>
    <message>
        <source>Boundary</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>what lies beyond the picture&apos;s edge</source>
        <translation>图片边缘之外是什么</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>配准</translation>
    </message>
    <message>
        <source>registered on bicubic&apos;s grid, or left where the published method puts it</source>
        <translation>对齐到双三次的网格，或保持论文方法的位置</translation>
    </message>
    <message>
        <source>SRCNN</source>
        <translation>SRCNN</translation>
    </message>
    <message>
        <source>Perceptual</source>
        <translation>感知</translation>
    </message>
    <message>
        <source>trained to look right</source>
        <translation>以观感逼真为目标训练</translation>
    </message>
    <message>
        <source>Pixel-loss twin</source>
        <translation>像素损失对照</translation>
    </message>
    <message>
        <source>Perceptual&apos;s network, trained for least error</source>
        <translation>与感知相同的网络，以误差最小为目标训练</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>each pixel a square</source>
        <translation>每个像素一个方块</translation>
    </message>
    <message>
        <source>Bilinear</source>
        <translation>双线性</translation>
    </message>
    <message>
        <source>weights 2 × 2 pixels</source>
        <translation>对 2 × 2 个像素加权</translation>
    </message>
    <message>
        <source>Lanczos</source>
        <translation>Lanczos</translation>
    </message>
    <message>
        <source>weights 6 × 6 pixels</source>
        <translation>对 6 × 6 个像素加权</translation>
    </message>
    <message>
        <source>WZP</source>
        <translation>WZP</translation>
    </message>
    <message>
        <source>dasr</source>
        <translation>DASR</translation>
    </message>
    <message>
        <source>wavelet</source>
        <translation>小波</translation>
    </message>
    <message>
        <source>gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>damped</source>
        <translation>衰减</translation>
    </message>
    <message>
        <source>published</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>boundary</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>按论文</translation>
    </message>
    <message>
        <source>mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>periodic</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>registration</source>
        <translation>配准</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>已配准</translation>
    </message>
    <message>
        <source>srcnn</source>
        <translation>SRCNN</translation>
    </message>
    <message>
        <source>3 convolutions, least error</source>
        <translation>三个卷积，误差最小</translation>
    </message>
    <message>
        <source>perceptual</source>
        <translation>感知</translation>
    </message>
    <message>
        <source>compact</source>
        <translation>compact</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compact</translation>
    </message>
    <message>
        <source>twelve 3 × 3 layers on the LR</source>
        <translation>在 LR 上的十二个 3 × 3 卷积层</translation>
    </message>
    <message>
        <source>compact_photo</source>
        <translation>compact_photo</translation>
    </message>
    <message>
        <source>Compact photo</source>
        <translation>Compact 照片</translation>
    </message>
    <message>
        <source>cleans and enlarges photographs</source>
        <translation>清理并放大照片</translation>
    </message>
    <message>
        <source>how much of what the network adds goes in; at 0 the interpolation alone, at ×1 the input</source>
        <translation>网络所添加的内容采用多少；为 0 时只有插值，×1 时为输入本身</translation>
    </message>
    <message>
        <source>perceptual_adversarial</source>
        <translation>perceptual_adversarial</translation>
    </message>
    <message>
        <source>Perceptual, adversarial</source>
        <translation>感知（对抗）</translation>
    </message>
    <message>
        <source>with a discriminator, outside the paper</source>
        <translation>另加判别器，论文之外的扩展</translation>
    </message>
    <message>
        <source>style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>Style transfer</source>
        <translation>风格迁移</translation>
    </message>
    <message>
        <source>paints the picture in a style, at ×1</source>
        <translation>以某种风格画这张图片，×1</translation>
    </message>
    <message>
        <source>the picture whose colours and textures the network was trained for</source>
        <translation>网络所学颜色与纹理的来源图片</translation>
    </message>
    <message>
        <source>mosaic</source>
        <translation>马赛克</translation>
    </message>
    <message>
        <source>strokes</source>
        <translation>笔触</translation>
    </message>
    <message>
        <source>how much of the result is mixed with the input, pixel by pixel</source>
        <translation>结果与输入逐个像素混合的比例</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>the picture&apos;s own, with the light and dark of the style, or as the network paints</source>
        <translation>图片自己的颜色配上风格的明暗，或者按网络所画</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>pixel_twin</source>
        <translation>像素损失对照</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>bilinear</source>
        <translation>双线性</translation>
    </message>
    <message>
        <source>lanczos</source>
        <translation>Lanczos</translation>
    </message>
    <message>
        <source>wzp</source>
        <translation>WZP</translation>
    </message>
    <message>
        <source>image as LL, zeros as details</source>
        <translation>图片作为 LL，细节为零</translation>
    </message>
    <message>
        <source>cycle_spinning</source>
        <translation>循环平移 WZP</translation>
    </message>
    <message>
        <source>Cycle-spinning WZP</source>
        <translation>循环平移 WZP</translation>
    </message>
    <message>
        <source>WZP averaged over shifts</source>
        <translation>对多次平移的 WZP 求平均</translation>
    </message>
    <message>
        <source>dwt_swt</source>
        <translation>DWT+SWT</translation>
    </message>
    <message>
        <source>DWT+SWT</source>
        <translation>DWT+SWT</translation>
    </message>
    <message>
        <source>bands of two wavelet transforms</source>
        <translation>两种小波变换的子带</translation>
    </message>
    <message>
        <source>back_projection</source>
        <translation>反投影</translation>
    </message>
    <message>
        <source>Back-projection</source>
        <translation>反投影</translation>
    </message>
    <message>
        <source>corrected to agree with the input</source>
        <translation>修正到与输入一致</translation>
    </message>
    <message>
        <source>rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>how often the result is corrected</source>
        <translation>结果修正多少次</translation>
    </message>
    <message>
        <source>1</source>
        <translation>1</translation>
    </message>
    <message>
        <source>2</source>
        <translation>2</translation>
    </message>
    <message>
        <source>5</source>
        <translation>5</translation>
    </message>
    <message>
        <source>10</source>
        <translation>10</translation>
    </message>
    <message>
        <source>20</source>
        <translation>20</translation>
    </message>
    <message>
        <source>input</source>
        <translation>input</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>PSNR-Y</source>
        <translation>PSNR-Y</translation>
    </message>
    <message>
        <source>PSNR-RGB</source>
        <translation>PSNR-RGB</translation>
    </message>
    <message>
        <source>SSIM-Y</source>
        <translation>SSIM-Y</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>LPIPS alex</source>
        <translation>LPIPS alex</translation>
    </message>
    <message>
        <source>LPIPS 0.1 by torchvision&apos;s AlexNet, RGB, the whole picture; less is nearer</source>
        <translation>LPIPS 0.1，使用 torchvision 的 AlexNet，RGB，整张图片；越小越接近</translation>
    </message>
    <message>
        <source>LPIPS vgg</source>
        <translation>LPIPS vgg</translation>
    </message>
    <message>
        <source>LPIPS 0.1 by torchvision&apos;s VGG-16, RGB, the whole picture; less is nearer</source>
        <translation>LPIPS 0.1，使用 torchvision 的 VGG-16，RGB，整张图片；越小越接近</translation>
    </message>
    <message>
        <source>LPIPS squeeze</source>
        <translation>LPIPS squeeze</translation>
    </message>
    <message>
        <source>LPIPS 0.1 by torchvision&apos;s SqueezeNet 1.1, RGB, the whole picture; less is nearer</source>
        <translation>LPIPS 0.1，使用 torchvision 的 SqueezeNet 1.1，RGB，整张图片；越小越接近</translation>
    </message>
    <message>
        <source>DISTS</source>
        <translation>DISTS</translation>
    </message>
    <message>
        <source>DISTS by torchvision&apos;s VGG-16, RGB, the whole picture at its own size; less is nearer</source>
        <translation>DISTS，使用 torchvision 的 VGG-16，RGB，整张图片按原尺寸；越小越接近</translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>Contact sheet, PNG</source>
        <translation>对比图，PNG</translation>
    </message>
    <message>
        <source>Saved the contact sheet as {}</source>
        <translation>对比图已保存为 {}</translation>
    </message>
    <message>
        <source>Contact sheet, SVG</source>
        <translation>对比图，SVG</translation>
    </message>
    <message>
        <source>Contact sheet, PDF</source>
        <translation>对比图，PDF</translation>
    </message>
    <message>
        <source>Page with a slider, for any browser</source>
        <translation>带滑块的网页，适用于任何浏览器</translation>
    </message>
    <message>
        <source>Saved the page as {}</source>
        <translation>网页已保存为 {}</translation>
    </message>
    <message>
        <source>Animated WebP, lossless</source>
        <translation>WebP 动画，无损</translation>
    </message>
    <message>
        <source>Animated GIF</source>
        <translation>GIF 动画</translation>
    </message>
    <message>
        <source>Film, MP4</source>
        <translation>MP4 影片</translation>
    </message>
    <message>
        <source>Panes in turn</source>
        <translation>窗格轮流显示</translation>
    </message>
    <message>
        <source>A line between two panes</source>
        <translation>两个窗格间的分割线</translation>
    </message>
    <message>
        <source>From the whole picture to the detail</source>
        <translation>从整幅图放大到细节</translation>
    </message>
    <message>
        <source>A method&apos;s strength, up and down</source>
        <translation>方法强度由弱到强再回落</translation>
    </message>
    <message>
        <source>Row profile</source>
        <translation>行剖面</translation>
    </message>
    <message>
        <source>Y along the middle row of the region.</source>
        <translation>区域中间一行的 Y。</translation>
    </message>
    <message>
        <source>pixel</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y</translation>
    </message>
    <message>
        <source>Column profile</source>
        <translation>列剖面</translation>
    </message>
    <message>
        <source>Y along the middle column of the region.</source>
        <translation>区域中间一列的 Y。</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>频谱</translation>
    </message>
    <message>
        <source>Power by spatial frequency: where a curve lies under the truth&apos;s, detail is missing.</source>
        <translation>各空间频率的功率：曲线低于真值的地方缺少细节。</translation>
    </message>
    <message>
        <source>power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>How often each level of Y occurs.</source>
        <translation>Y 的各级出现的频率。</translation>
    </message>
    <message>
        <source>% of pixels</source>
        <translation>像素百分比</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>How often Y is off by how much: the narrower, the better.</source>
        <translation>Y 偏差多少、有多频繁：越窄越好。</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>级</translation>
    </message>
    <message>
        <source>PSNR-Y, dB</source>
        <translation>PSNR-Y，dB</translation>
    </message>
    <message>
        <source>Paths of the strength</source>
        <translation>强度的路径</translation>
    </message>
    <message>
        <source>From Perceptual&apos;s twin to Perceptual by mixing weights, and by mixing both results: what a look costs in dB.</source>
        <translation>从像素损失对照到感知：混合权重，或混合两者的结果；换取观感要付出多少 dB。</translation>
    </message>
    <message>
        <source>Weave</source>
        <translation>织纹</translation>
    </message>
    <message>
        <source>Power that stands at one frequency in every picture, over that around it: texture stands at none.</source>
        <translation>每张图片中都固定在同一频率上的功率与其周围功率之比：真实纹理不会固定在任何频率。</translation>
    </message>
    <message>
        <source>times the power around</source>
        <translation>与周围功率之比</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Every pane beside the others</source>
        <translation>所有窗格并排显示</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>卷帘</translation>
    </message>
    <message>
        <source>Two panes on the two sides of a line that is dragged</source>
        <translation>两个窗格分列在可拖动的分界线两侧</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>闪烁</translation>
    </message>
    <message>
        <source>Two panes in turn at the same place</source>
        <translation>在同一位置轮流显示两个窗格</translation>
    </message>
    <message>
        <source>Onion</source>
        <translation>叠影</translation>
    </message>
    <message>
        <source>One pane over the other, half transparent</source>
        <translation>一个窗格半透明地叠在另一个上面</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Where and how much each pane differs</source>
        <translation>每个窗格在哪里有差异，差异多大</translation>
    </message>
    <message>
        <source>Blind test</source>
        <translation>盲测</translation>
    </message>
    <message>
        <source>Two panes without their names</source>
        <translation>两个不显示名称的窗格</translation>
    </message>
    <message>
        <source>brighter or darker than what it is compared with</source>
        <translation>比比较对象更亮还是更暗</translation>
    </message>
    <message>
        <source>how far from it, whichever way</source>
        <translation>相差多少，不分方向</translation>
    </message>
    <message>
        <source>what PSNR adds up</source>
        <translation>PSNR 所累加的量</translation>
    </message>
    <message>
        <source>levels²</source>
        <translation>级²</translation>
    </message>
    <message>
        <source>where structure differs, 11 × 11 pixels at a time</source>
        <translation>结构在哪里不同，每次 11 × 11 个像素</translation>
    </message>
    <message>
        <source>1 − SSIM</source>
        <translation>1 − SSIM</translation>
    </message>
    <message>
        <source>where AlexNet&apos;s features differ, as people weigh them</source>
        <translation>AlexNet 特征的差异所在，按人眼的感受加权</translation>
    </message>
    <message>
        <source>LPIPS</source>
        <translation>LPIPS</translation>
    </message>
    <message>
        <source>where VGG-16&apos;s features differ, as people weigh them</source>
        <translation>VGG-16 特征的差异所在，按人眼的感受加权</translation>
    </message>
    <message>
        <source>where SqueezeNet&apos;s features differ, as people weigh them</source>
        <translation>SqueezeNet 特征的差异所在，按人眼的感受加权</translation>
    </message>
    <message>
        <source>the picture, smoothed</source>
        <translation>平滑后的图片</translation>
    </message>
    <message>
        <source>diagonals</source>
        <translation>对角线</translation>
    </message>
    <message>
        <source>low along x, low along y</source>
        <translation>沿 x 低通，沿 y 低通</translation>
    </message>
    <message>
        <source>the smooth picture</source>
        <translation>平滑的图片</translation>
    </message>
    <message>
        <source>low along x, high along y</source>
        <translation>沿 x 低通，沿 y 高通</translation>
    </message>
    <message>
        <source>symmetric</source>
        <translation>对称</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>常数</translation>
    </message>
    <message>
        <source>the edge pixel repeated: 1 1 | 1 2 3</source>
        <translation>延续边缘像素：1 1 | 1 2 3</translation>
    </message>
    <message>
        <source>zero</source>
        <translation>补零</translation>
    </message>
    <message>
        <source>smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>the slope at the edge continued</source>
        <translation>延续边缘的斜率</translation>
    </message>
    <message>
        <source>antisymmetric</source>
        <translation>反对称</translation>
    </message>
    <message>
        <source>Mosaic</source>
        <translation>马赛克</translation>
    </message>
    <message>
        <source>a style: glass between leads</source>
        <translation>一种风格：铅条之间的玻璃</translation>
    </message>
    <message>
        <source>Strokes</source>
        <translation>笔触</translation>
    </message>
    <message>
        <source>a style: a brush along eddies</source>
        <translation>一种风格：沿着漩涡的画笔</translation>
    </message>
    <message>
        <source>box: mean of each block</source>
        <translation>盒式：每块的平均值</translation>
    </message>
    <message>
        <source>wavelet LL, as published</source>
        <translation>小波 LL 子带，按论文</translation>
    </message>
    <message>
        <source>Gaussian blur</source>
        <translation>高斯模糊</translation>
    </message>
    <message>
        <source>blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Blur before shrinking: standard deviation in pixels of the truth; 0 is bicubic alone.</source>
        <translation>缩小前的模糊：标准差，以真值像素计；0 表示只用双三次。</translation>
    </message>
    <message>
        <source>JPEG</source>
        <translation>JPEG</translation>
    </message>
    <message>
        <source>The LR is compressed as JPEG: quality, from good at the left to poor at the right.</source>
        <translation>低分辨率图经 JPEG 压缩：质量从左到右由好变差。</translation>
    </message>
    <message>
        <source>white noise</source>
        <translation>白噪声</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>White noise on the LR: standard deviation in levels of 255; 0 is bicubic alone.</source>
        <translation>低分辨率图上的白噪声：标准差，以 255 级计；0 表示只用双三次。</translation>
    </message>
    <message>
        <source>DASR gives 34.79 / 32.73 / 32.19 / 23.29 dB on Lena, Elaine, Peppers, Baboon, enlarged from 128 to 512</source>
        <translation>DASR 在 Lena、Elaine、Peppers、Baboon 上从 128 放大到 512，得到 34.79 / 32.73 / 32.19 / 23.29 dB</translation>
    </message>
    <message>
        <source>34.79 / 32.73 / 32.19 / 23.29 dB</source>
        <translation>34.79 / 32.73 / 32.19 / 23.29 dB</translation>
    </message>
    <message>
        <source>Lena, Elaine, Peppers, Baboon, 512 × 512, grey; LR and result rounded to 8 bits, no border left out; bior4.4. How the LR was made and registered is not printed with the table: all candidates are measured. Other gains by --param gain=0, 0.25 or 0.5, unregistered rows by --param registration=published</source>
        <translation>Lena、Elaine、Peppers、Baboon，512 × 512，灰度；低分辨率图与结果取整为 8 位，不去边；bior4.4。论文的表格没有说明低分辨率图如何得到、如何配准：这里测量所有可能的做法。其他增益用 --param gain=0、0.25 或 0.5，未配准的各行用 --param registration=published</translation>
    </message>
    <message>
        <source>DASR is better than interpolation</source>
        <translation>DASR 优于插值</translation>
    </message>
    <message>
        <source>better on all four pictures</source>
        <translation>在四幅图上都更好</translation>
    </message>
    <message>
        <source>Lena, Elaine, Peppers, Baboon, 512 × 512, grey; LR and result rounded to 8 bits, no border left out; bior4.4; LR by bicubic, DASR registered and mirrored</source>
        <translation>Lena、Elaine、Peppers、Baboon，512 × 512，灰度；低分辨率图与结果取整为 8 位，不去边；bior4.4；低分辨率图由双三次缩小得到，DASR 经过配准，边缘镜像</translation>
    </message>
    <message>
        <source>DASR is better than other wavelet methods</source>
        <translation>DASR 优于其他小波方法</translation>
    </message>
    <message>
        <source>Lena, Elaine, Peppers, Baboon, 512 × 512, grey; LR and result rounded to 8 bits, no border left out; bior4.4; LR by bicubic, all registered and mirrored. DWT+SWT (2011) is shown beside them, and iterative back-projection as a control that knows nothing of wavelets</source>
        <translation>Lena、Elaine、Peppers、Baboon，512 × 512，灰度；低分辨率图与结果取整为 8 位，不去边；bior4.4；低分辨率图由双三次缩小得到，各方法都经过配准，边缘镜像。旁边列出 DWT+SWT（2011 年），并以与小波无关的迭代反投影作为对照</translation>
    </message>
    <message>
        <source>The LR picture holds more than its LL band, so it is to stand in LL&apos;s place</source>
        <translation>低分辨率图比它的 LL 子带含有更多信息，因此应放在 LL 的位置</translation>
    </message>
    <message>
        <source>in words only</source>
        <translation>只有文字说明</translation>
    </message>
    <message>
        <source>Lena, Elaine, Peppers, Baboon, 512 × 512, grey; LR and result rounded to 8 bits, no border left out; bior4.4; details are zero. Once the LR (enlarged by half the scale) stands in LL&apos;s place, and once its own LL band (enlarged by the scale)</source>
        <translation>Lena、Elaine、Peppers、Baboon，512 × 512，灰度；低分辨率图与结果取整为 8 位，不去边；bior4.4；细节为零。一次把低分辨率图（放大到一半倍数）放在 LL 的位置，一次放它自己的 LL 子带（放大到全部倍数）</translation>
    </message>
    <message>
        <source>Bands that are enlarged apart do not disturb each other</source>
        <translation>分别放大的子带互不干扰</translation>
    </message>
    <message>
        <source>×2, bior4.4, periodised. A detail band of the LR alone is enlarged by bicubic in its own slot and synthesised, or synthesised and then enlarged as a picture; the result is analysed again, and the energy outside the band counted</source>
        <translation>×2，bior4.4，周期延拓。只取低分辨率图的一个细节子带，或在自己的位置上用双三次放大后合成，或先合成再作为图像放大；然后再次分解结果，统计该子带以外的能量</translation>
    </message>
    <message>
        <source>Enlarging the detail bands keeps high frequencies that interpolation loses</source>
        <translation>放大细节子带能保留插值丢失的高频</translation>
    </message>
    <message>
        <source>Lena, Elaine, Peppers, Baboon, 512 × 512, grey; LR and result rounded to 8 bits, no border left out; bior4.4; ×2, registered. Energy of LH, HL and HH together over the truth&apos;s; and, band by band, the correlation of what DASR&apos;s details add with what its base lacks of the truth</source>
        <translation>Lena、Elaine、Peppers、Baboon，512 × 512，灰度；低分辨率图与结果取整为 8 位，不去边；bior4.4；×2，配准。LH、HL、HH 的总能量与真值的之比；并逐个子带给出 DASR 的细节所添加的内容与其基底所缺的真值内容之间的相关系数</translation>
    </message>
    <message>
        <source>SRCNN 9-5-5 gives 36.66 / 32.75 / 30.49 dB on Set5 at ×2 / ×3 / ×4</source>
        <translation>SRCNN 9-5-5 在 Set5 上 ×2 / ×3 / ×4 得到 36.66 / 32.75 / 30.49 dB</translation>
    </message>
    <message>
        <source>36.66 / 32.75 / 30.49 dB (bicubic 33.66 / 30.39 / 28.42)</source>
        <translation>36.66 / 32.75 / 30.49 dB（双三次 33.66 / 30.39 / 28.42）</translation>
    </message>
    <message>
        <source>SRCNN is better than bicubic</source>
        <translation>SRCNN 优于双三次</translation>
    </message>
    <message>
        <source>better on every picture of Set5 and at every scale</source>
        <translation>在 Set5 的每幅图、每个倍数上都更好</translation>
    </message>
    <message>
        <source>The perceptual network needs one forward pass where optimising a picture needs hundreds of steps</source>
        <translation>感知损失网络只需一次前向传播，而优化图像需要数百步</translation>
    </message>
    <message>
        <source>three orders of magnitude faster (measured there for style transfer)</source>
        <translation>快三个数量级（论文在风格迁移上测得）</translation>
    </message>
    <message>
        <source>Butterfly of Set5, ×4; the median of 5 passes against 500 steps of Adam on the pixels, feature reconstruction at relu2_2 of a VGG-16 with random weights, reckoned from the median of 5 steps</source>
        <translation>Set5 的 Butterfly，×4；5 次前向传播的中位数，与在像素上用 Adam 优化 500 步比较；损失为随机权重 VGG-16 的 relu2_2 层特征重建，时间由 5 步的中位数推算</translation>
    </message>
    <message>
        <source>The perceptual network is better than SRCNN by far</source>
        <translation>感知损失网络远优于 SRCNN</translation>
    </message>
    <message>
        <source>in words only; the paper&apos;s own abstract says &quot;visually pleasing&quot;</source>
        <translation>只有文字说明；论文摘要的说法是“visually pleasing”（视觉上令人愉悦）</translation>
    </message>
    <message>
        <source>DIR holds
  DASR4/{lena,elaine,peppers,baboon}.png               grey, 512 x 512
  Set5/x{2,3,4}/HR/{baby,bird,butterfly,head,woman}.png  truths, cropped to a multiple of the scale
  Set5/x{2,3,4}/LR/ (the same names)                     MATLAB&apos;s bicubic reductions of them</source>
        <translation>DIR 中有
  DASR4/{lena,elaine,peppers,baboon}.png               灰度，512 x 512
  Set5/x{2,3,4}/HR/{baby,bird,butterfly,head,woman}.png  真值，裁剪为倍数的整数倍
  Set5/x{2,3,4}/LR/（文件名相同）                        用 MATLAB 的双三次缩小得到的低分辨率图</translation>
    </message>
    <message>
        <source>Nothing is fetched. Where to get them:
  Set5    https://github.com/jbhuang0604/SelfExSR, data/Set5/image_SRF_N/img_001 to 005_SRF_N_HR.png and _LR.png
          (baby, bird, butterfly, head, woman, in this order)
  DASR4   the USC-SIPI image database, volume &quot;misc&quot; (Elaine, Peppers, Mandrill), https://sipi.usc.edu/database/
          Lena is no longer there. Set14 has Lena and Peppers in colour; turned grey they differ a little from these.
A picture is known by its pixels, however its file is packed. Others are measured too; the report says which.</source>
        <translation>程序不下载任何内容。图片的来源：
  Set5    https://github.com/jbhuang0604/SelfExSR，data/Set5/image_SRF_N/img_001 至 005_SRF_N_HR.png 和 _LR.png
          （依次为 baby、bird、butterfly、head、woman）
  DASR4   USC-SIPI 图像数据库，&quot;misc&quot; 卷（Elaine、Peppers、Mandrill），https://sipi.usc.edu/database/
          Lena 已不在其中。Set14 有彩色的 Lena 和 Peppers，转为灰度后与这里的略有不同。
图片按像素识别，与文件的压缩方式无关。其他图片也会测量，报告会注明。</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比较的内容</translation>
    </message>
    <message>
        <source>Swap left and right (X)</source>
        <translation>左右互换 (X)</translation>
    </message>
    <message>
        <source>Swap left and right</source>
        <translation>左右互换</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation>缩小 (-)</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>放大 (+)</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>The whole picture (0)</source>
        <translation>整幅图像 (0)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>One picture pixel on one screen pixel</source>
        <translation>图像的一个像素对应屏幕的一个像素</translation>
    </message>
    <message>
        <source>The next detail, large (N)</source>
        <translation>放大显示下一个细节 (N)</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>Line between left and right</source>
        <translation>左右之间的分界线</translation>
    </message>
    <message>
        <source>Numbers and keys</source>
        <translation>数值与按键</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>move the line; with Shift in larger steps; Home and End to the ends</source>
        <translation>移动分界线；按住 Shift 步幅更大；Home 和 End 移到两端</translation>
    </message>
    <message>
        <source>choose the left picture; with Shift the right one</source>
        <translation>选择左边的图像；按住 Shift 选择右边的</translation>
    </message>
    <message>
        <source>swap left and right</source>
        <translation>左右互换</translation>
    </message>
    <message>
        <source>larger, smaller, all of it; the wheel or two fingers zoom at their place</source>
        <translation>放大、缩小、显示全部；滚轮或双指在所指之处缩放</translation>
    </message>
    <message>
        <source>move the picture where it is larger than the window; so does a drag</source>
        <translation>图像大于窗口时移动图像；拖动也可以</translation>
    </message>
    <message>
        <source>the next detail, large</source>
        <translation>放大显示下一个细节</translation>
    </message>
    <message>
        <source>hide and show the captions</source>
        <translation>隐藏或显示说明文字</translation>
    </message>
    <message>
        <source>between the whole picture and 100 %</source>
        <translation>在整幅图像与 100 % 之间切换</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>1 to 9</source>
        <translation>1 至 9</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>{0} left, {1} right</source>
        <translation>左：{0}，右：{1}</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{1}：{0}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>The output of the chosen layer, map by map.</source>
        <translation>所选层的输出，逐幅显示。</translation>
    </message>
    <message>
        <source>Receptive field</source>
        <translation>感受野</translation>
    </message>
    <message>
        <source>gradient of the middle pixel, six powers of ten</source>
        <translation>中央像素的梯度，六个数量级</translation>
    </message>
    <message>
        <source>The input pixels that the middle pixel of the result depends on, measured by its gradient.</source>
        <translation>结果中央像素所依赖的输入像素，由梯度测得。</translation>
    </message>
    <message>
        <source>Each filter is one pattern searched for in every patch.</source>
        <translation>每个滤波器是在每个图像块中寻找的一种模式。</translation>
    </message>
    <message>
        <source>How strongly each pixel&apos;s patch responds to each filter.</source>
        <translation>每个像素的图像块对每个滤波器的响应强度。</translation>
    </message>
    <message>
        <source>Each patch&apos;s responses, mapped to those of a sharper patch.</source>
        <translation>把每个图像块的响应映射为更清晰图像块的响应。</translation>
    </message>
    <message>
        <source>result minus bicubic</source>
        <translation>结果减双三次</translation>
    </message>
    <message>
        <source>The sum, and what it adds to bicubic.</source>
        <translation>总和，以及它比双三次多出的内容。</translation>
    </message>
    <message>
        <source>The LR, untouched</source>
        <translation>未经处理的 LR</translation>
    </message>
    <message>
        <source>All layers work on the small picture; bicubic is only added.</source>
        <translation>所有层都在小图上计算；双三次只是最后加上。</translation>
    </message>
    <message>
        <source>Five branches, one kernel</source>
        <translation>五个分支，一个卷积核</translation>
    </message>
    <message>
        <source>{} × {}</source>
        <translation>{} × {}</translation>
    </message>
    <message>
        <source>{} × {}, {} × {}</source>
        <translation>{} × {}, {} × {}</translation>
    </message>
    <message>
        <source>Sobel x</source>
        <translation>Sobel x</translation>
    </message>
    <message>
        <source>Sobel y</source>
        <translation>Sobel y</translation>
    </message>
    <message>
        <source>Laplace</source>
        <translation>拉普拉斯</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>和</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差</translation>
    </message>
    <message>
        <source>Trained as a sum; the sum is all that remains.</source>
        <translation>训练时是各分支之和；最后留下的只有这个和。</translation>
    </message>
    <message>
        <source>Feature maps</source>
        <translation>特征图</translation>
    </message>
    <message>
        <source>strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>from the pixel-loss twin (0) to all that the perceptual losses changed (1)</source>
        <translation>从像素损失对照（0）到感知损失带来的全部改变（1）</translation>
    </message>
    <message>
        <source>mixing</source>
        <translation>混合方式</translation>
    </message>
    <message>
        <source>Mixing</source>
        <translation>混合方式</translation>
    </message>
    <message>
        <source>what the strength mixes: the weights of both networks, or their results pixel by pixel</source>
        <translation>强度混合的是什么：两个网络的权重，还是它们的结果（逐像素）</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>perceptual_weave</source>
        <translation>perceptual_weave</translation>
    </message>
    <message>
        <source>Perceptual with a weave</source>
        <translation>带织纹的感知</translation>
    </message>
    <message>
        <source>an earlier Perceptual, kept to learn from its fault</source>
        <translation>感知的早期版本，保留下来以认识它的缺陷</translation>
    </message>
    <message>
        <source>mean squared difference of relu2_2 of a VGG-19 (activations normalised to a mean of 1), as a small network distilled from it gives it, RGB; less is nearer. Texture at other places than the truth&apos;s raises it: it tells how much is known, not how it looks</source>
        <translation>VGG-19 的 relu2_2（激活值归一化到均值 1）的均方差，由从它蒸馏出的小网络给出，RGB；越小越接近。纹理不在真值的位置上时它会变大：它说明知道了多少，而不是看起来怎样</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>风格</translation>
    </message>
    <message>
        <source>squared distance of the Gram matrices of the whole pictures, summed over relu1_2, relu2_2 and relu3_1 of the same network: whether the same kinds of texture are there, wherever they are; less is nearer</source>
        <translation>整幅图像的 Gram 矩阵之差的平方，对同一网络的 relu1_2、relu2_2 和 relu3_1 求和：有没有同样种类的纹理，不论在哪里；越小越接近</translation>
    </message>
    <message>
        <source>Rings</source>
        <translation>环带</translation>
    </message>
    <message>
        <source>how far the energy of Y lies from the truth&apos;s in four rings of frequency (1/8, 3/16, 1/4, 3/8 to 1/2 cycles a pixel), root mean square: too little is blur, too much is noise; less is nearer</source>
        <translation>Y 的能量在四个频率环带（1/8、3/16、1/4、3/8 至 1/2 周期每像素）中与真值相差多少，取均方根：太少是模糊，太多是噪声；越小越接近</translation>
    </message>
    <message>
        <source>NIQE</source>
        <translation>NIQE</translation>
    </message>
    <message>
        <source>without a truth: how far the statistics of 96 × 96 blocks of Y lie from those of undistorted photographs (36 features, distance of two Gaussians); of pictures of fewer than 37 blocks there is none; less is more natural, which is not the same as true</source>
        <translation>不需要真值：Y 的 96 × 96 块的统计量与未失真照片的相差多远（36 个特征，两个高斯分布之间的距离）；少于 37 块的图像没有这个数；越小越自然，但自然不等于真实</translation>
    </message>
    <message>
        <source>Two distances to the truth: to the right nearer in levels, upwards nearer in textures; few methods are both.</source>
        <translation>到真值的两种距离：越靠右，灰度越接近；越靠上，纹理越接近；很少有方法两者兼备。</translation>
    </message>
    <message>
        <source>style distance</source>
        <translation>风格距离</translation>
    </message>
    <message>
        <source>Set5 with MATLAB&apos;s LR images; PSNR on studio-range Y, peak 255, border of the scale left out; Perceptual at its usual strength; style distance (Gram matrices of the whole picture at relu1_2, relu2_2 and relu3_1), by the distilled network</source>
        <translation>Set5，用 MATLAB 的低分辨率图；在 studio 范围的 Y 上计算 PSNR，峰值 255，去掉与倍数相同的边缘；感知取常用强度；风格距离（整幅图像在 relu1_2、relu2_2 和 relu3_1 的 Gram 矩阵），用蒸馏得到的网络计算</translation>
    </message>
    <message>
        <source>What the layer makes of the picture, after its PReLU.</source>
        <translation>该层经过 PReLU 之后的输出。</translation>
    </message>
    <message>
        <source>Phases</source>
        <translation>相位图</translation>
    </message>
    <message>
        <source>phase {}</source>
        <translation>相位 {}</translation>
    </message>
    <message>
        <source>The last layer: a map for each pixel of a block.</source>
        <translation>最后一层：块中每个像素对应一张图。</translation>
    </message>
    <message>
        <source>its size</source>
        <translation>其大小</translation>
    </message>
    <message>
        <source>The phases woven together and added to bicubic.</source>
        <translation>把各相位图交织起来，再加到双三次上。</translation>
    </message>
    <message>
        <source>channel {}, result minus truth</source>
        <translation>通道 {}，结果减真值</translation>
    </message>
    <message>
        <source>result minus truth, relu{}_{}</source>
        <translation>结果减真值，relu{}_{}</translation>
    </message>
    <message>
        <source>Which channels respond together, regardless of where.</source>
        <translation>哪些通道一起响应；不管在哪里响应。</translation>
    </message>
    <message>
        <source>result minus truth</source>
        <translation>结果减真值</translation>
    </message>
    <message>
        <source>a result of an earlier run</source>
        <translation>以前运行的结果</translation>
    </message>
    <message>
        <source>a broken link</source>
        <translation>失效的链接</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>隐藏文件</translation>
    </message>
    <message>
        <source>a subfolder</source>
        <translation>子文件夹</translation>
    </message>
    <message>
        <source>not an ordinary file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>not a picture</source>
        <translation>不是图片</translation>
    </message>
    <message>
        <source>quality {quality}: expected a whole number from 1 to 100</source>
        <translation>质量 {quality}：应为 1 到 100 的整数</translation>
    </message>
    <message>
        <source>this is no preset of srviewer, or one of another version</source>
        <translation>这不是 srviewer 预设，或版本不符</translation>
    </message>
    <message>
        <source>unknown: {names} (there are: {known})</source>
        <translation>未知项：{names}（可用：{known}）</translation>
    </message>
    <message>
        <source>parameters must be names with their values</source>
        <translation>参数必须是名称及其数值</translation>
    </message>
    <message>
        <source>{name} is no preset of srviewer: it is too large</source>
        <translation>{name} 不是 srviewer 预设：文件过大</translation>
    </message>
    <message>
        <source>{name} cannot be read: {reason}</source>
        <translation>无法读取 {name}：{reason}</translation>
    </message>
    <message>
        <source>{name} is no preset of srviewer: {error}</source>
        <translation>{name} 不是 srviewer 预设：{error}</translation>
    </message>
    <message>
        <source>{name}: {error}</source>
        <translation>{name}：{error}</translation>
    </message>
    <message>
        <source>{name} must be {what}</source>
        <translation>{name} 必须是{what}</translation>
    </message>
    <message>
        <source>a {kind} {value!r} exists already</source>
        <translation>已有{kind} {value!r}</translation>
    </message>
    <message>
        <source>{name} is not a number</source>
        <translation>{name} 不是数</translation>
    </message>
    <message>
        <source>this is not an srviewer comparison: {error}</source>
        <translation>这不是 srviewer 的比较：{error}</translation>
    </message>
    <message>
        <source>this comparison is damaged: a part of it has the wrong type</source>
        <translation>这个比较已损坏：其中一部分的类型不对</translation>
    </message>
    <message>
        <source>this comparison is damaged: more than {most} entries where only a few are expected</source>
        <translation>这个比较已损坏：本应只有几项的地方多于 {most} 项</translation>
    </message>
    <message>
        <source>{device} ran out of memory: tiles are {width} × {height} pixels from now on</source>
        <translation>{device} 内存不足：此后每块为 {width} × {height} 像素</translation>
    </message>
    <message>
        <source>{why}: continued on the CPU</source>
        <translation>{why}：已改在 CPU 上继续</translation>
    </message>
    <message>
        <source>{label}: done in tiles, which may show: it looks further than they do</source>
        <translation>{label}：分块处理，接缝可能可见：该网络的感受范围超出了分块</translation>
    </message>
    <message>
        <source>{metric} is not a finite number here</source>
        <translation>{metric} 在这里不是有限的数</translation>
    </message>
    <message>
        <source>these DASR arrays belong to another wavelet, boundary or registration</source>
        <translation>这些 DASR 数组用的是另一种小波、边界或配准</translation>
    </message>
    <message>
        <source>{name} is run by ONNX Runtime, which does not show its layers</source>
        <translation>{name} 由 ONNX Runtime 运行，无法查看其各层</translation>
    </message>
    <message>
        <source>{names} ({why})</source>
        <translation>{names}（{why}）</translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation>{count} 层</translation>
    </message>
    <message>
        <source>{width} × {height} pixels; 99 % of it within {effective} × {effective}</source>
        <translation>{width} × {height} 像素；其中 99 % 在 {effective} × {effective} 以内</translation>
    </message>
    <message>
        <source>this needs the truth, which only Benchmark has</source>
        <translation>需要真值，只有基准测试模式才有</translation>
    </message>
    <message>
        <source>there is no truth of this picture: choose the folder of the truths</source>
        <translation>此图片没有真值：请选择真值文件夹</translation>
    </message>
    <message>
        <source>{path} contains a line break, which a desktop entry cannot start</source>
        <translation>{path} 含有换行：桌面菜单项无法启动它</translation>
    </message>
    <message>
        <source>{path} cannot be created: {reason}</source>
        <translation>无法创建 {path}：{reason}</translation>
    </message>
    <message>
        <source>{path} is not an ordinary file and cannot be written to.</source>
        <translation>{path} 不是普通文件，不予写入。</translation>
    </message>
    <message>
        <source>{folder} cannot be created or is not a folder: {reason}.</source>
        <translation>无法创建 {folder}，或它不是文件夹：{reason}。</translation>
    </message>
    <message>
        <source>{primaries} HDR ({curve}, brighter than 203 cd/m² as white)</source>
        <translation>{primaries} HDR（{curve}，亮于 203 cd/m² 处显示为白）</translation>
    </message>
    <message>
        <source>its gamma is {gamma:g}</source>
        <translation>其伽马值为 {gamma:g}</translation>
    </message>
    <message>
        <source>its code points {numbers} are unknown</source>
        <translation>其代码点 {numbers} 未知</translation>
    </message>
    <message>
        <source>a JPEG of quality {quality}</source>
        <translation>质量为 {quality} 的 JPEG</translation>
    </message>
    <message>
        <source>noise of {noise:.1f} levels of 255</source>
        <translation>噪声约 {noise:.1f} 级（共 255 级）</translation>
    </message>
    <message>
        <source>metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>what it is computed with is missing</source>
        <translation>缺少计算所需的内容</translation>
    </message>
    <message>
        <source>a folder of torchvision&apos;s files: name it in the settings, or in {variable}</source>
        <translation>存放 torchvision 文件的文件夹：请在设置中指定，或用 {variable} 指定</translation>
    </message>
    <message>
        <source>the package torchmetrics, which holds its weights (pip install &apos;srviewer[perceptual]&apos;)</source>
        <translation>含有其权重的软件包 torchmetrics（pip install &apos;srviewer[perceptual]&apos;）</translation>
    </message>
    <message>
        <source>torchvision&apos;s file {name}-….pth in {folder}</source>
        <translation>{folder} 中的 torchvision 文件 {name}-….pth</translation>
    </message>
    <message>
        <source>{path}: no file of tensors by name</source>
        <translation>{path}：不是按名称存放张量的文件</translation>
    </message>
    <message>
        <source>{what} is missing</source>
        <translation>缺少 {what}</translation>
    </message>
    <message>
        <source>pictures of more than {most:.0f} megapixels are not measured by it</source>
        <translation>它不测量超过 {most:.0f} 百万像素的图片</translation>
    </message>
    <message>
        <source>it needs 64 × 64 pixels; there are {width} × {height}</source>
        <translation>它需要 64 × 64 像素；这里只有 {width} × {height}</translation>
    </message>
    <message>
        <source>{path}: not readable as tensors ({error})</source>
        <translation>{path}：无法作为张量读取（{error}）</translation>
    </message>
    <message>
        <source>{path}: not torchvision&apos;s {name} ({error})</source>
        <translation>{path}：不是 torchvision 的 {name}（{error}）</translation>
    </message>
    <message>
        <source>{name}: models from files need {extra}</source>
        <translation>{name}：从文件加载模型需要 {extra}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>no model {name!r} in the library (there are: {known})</source>
        <translation>模型库中没有模型 {name!r}（现有：{known}）</translation>
    </message>
    <message>
        <source>{order!r}: expected RGB or BGR</source>
        <translation>{order!r}：应为 RGB 或 BGR</translation>
    </message>
    <message>
        <source>{name} cannot be copied into the library: {reason}</source>
        <translation>无法将 {name} 复制到模型库：{reason}</translation>
    </message>
    <message>
        <source>there is a model {name!r} already</source>
        <translation>已有名为 {name!r} 的模型</translation>
    </message>
    <message>
        <source>{name} cannot be run ({words})</source>
        <translation>{name} 无法运行（{words}）</translation>
    </message>
    <message>
        <source>{name} takes pictures of the shape {shape}: 1, 3 or 4 channels are known here</source>
        <translation>{name} 的输入形状为 {shape}：这里只支持 1、3 或 4 个通道</translation>
    </message>
    <message>
        <source>{name} was written for a later ONNX than onnxruntime {version} reads: export it with a lower opset, or install a newer onnxruntime</source>
        <translation>{name} 所用的 ONNX 版本高于 onnxruntime {version} 所支持的：请用较低的 opset 导出，或安装更新的 onnxruntime</translation>
    </message>
    <message>
        <source>{name} uses an operation that onnxruntime {version} does not have ({what})</source>
        <translation>{name} 使用了 onnxruntime {version} 没有的算子（{what}）</translation>
    </message>
    <message>
        <source>{name} is damaged or was not downloaded whole ({words})</source>
        <translation>{name} 已损坏或未下载完整（{words}）</translation>
    </message>
    <message>
        <source>{name} wants {count} inputs ({names}), and not one picture</source>
        <translation>{name} 需要 {count} 个输入（{names}），而不是一幅图像</translation>
    </message>
    <message>
        <source>{name} takes {kind}, and not float32 or float16</source>
        <translation>{name} 的输入类型为 {kind}，而不是 float32 或 float16</translation>
    </message>
    <message>
        <source>{name} takes {count} dimensions, and not a picture&apos;s four</source>
        <translation>{name} 的输入为 {count} 维，而图像应为四维</translation>
    </message>
    <message>
        <source>{name} gives no picture, but {shape}</source>
        <translation>{name} 的输出不是图像，而是 {shape}</translation>
    </message>
    <message>
        <source>{name}: its result is not a whole number of times larger ({sizes})</source>
        <translation>{name}：其结果不是整数倍放大（{sizes}）</translation>
    </message>
    <message>
        <source>{name} takes {taken} channels and gives {given}: a picture here has 1, 3 or 4, and as many afterwards</source>
        <translation>{name} 输入 {taken} 个通道、输出 {given} 个：这里的图像有 1、3 或 4 个通道，处理后通道数不变</translation>
    </message>
    <message>
        <source>it is no ONNX</source>
        <translation>不是 ONNX</translation>
    </message>
    <message>
        <source>{name} is no model: it begins with {words}, as neither safetensors nor torch&apos;s files do</source>
        <translation>{name} 不是模型：它以 {words} 开头，既非 safetensors 也非 torch 文件</translation>
    </message>
    <message>
        <source>{name} is damaged or was not downloaded whole: {why}</source>
        <translation>{name} 已损坏或未下载完整：{why}</translation>
    </message>
    <message>
        <source>{name} is empty: its download did not finish</source>
        <translation>{name} 是空文件：下载未完成</translation>
    </message>
    <message>
        <source>{name}: {size} bytes is more than a model here can have</source>
        <translation>{name}：{size} 字节超出了模型的上限</translation>
    </message>
    <message>
        <source>its header is not that of a safetensors file</source>
        <translation>文件头不是 safetensors 格式</translation>
    </message>
    <message>
        <source>{name} is a web page, not a model: download the file itself, not the page about it</source>
        <translation>{name} 是网页而不是模型：请下载文件本身，而不是介绍它的页面</translation>
    </message>
    <message>
        <source>{name} only says where the model is (Git LFS): fetch it with git lfs pull</source>
        <translation>{name} 只是模型的位置说明（Git LFS）：请用 git lfs pull 获取</translation>
    </message>
    <message>
        <source>{name} is a picture ({form}), not a model</source>
        <translation>{name} 是图片（{form}），不是模型</translation>
    </message>
    <message>
        <source>it has {size} bytes of {whole}</source>
        <translation>应有 {whole} 字节，实有 {size} 字节</translation>
    </message>
    <message>
        <source>{name} is a TorchScript program, which would run its own code: save its state_dict, or export it to ONNX</source>
        <translation>{name} 是 TorchScript 程序，会运行其自带代码：请保存其 state_dict，或导出为 ONNX</translation>
    </message>
    <message>
        <source>{name} is an archive without weights: unpack it, and add the model inside</source>
        <translation>{name} 是不含权重的压缩包：请解压后添加其中的模型</translation>
    </message>
    <message>
        <source>{name} is a {form} file: models here are {kinds}</source>
        <translation>{name} 是 {form} 文件：这里的模型格式为 {kinds}</translation>
    </message>
    <message>
        <source>its table of contents is missing</source>
        <translation>缺少目录</translation>
    </message>
    <message>
        <source>{name}: spandrel {version} knows no architecture whose weights are called so ({some}, {count} tensors in all): export it to ONNX where it was trained, and add that file</source>
        <translation>{name}：spandrel {version} 中没有权重如此命名的架构（{some}，共 {count} 个张量）：请在训练环境中导出为 ONNX，再添加该文件</translation>
    </message>
    <message>
        <source>{name} looks like {architecture} but does not fit it ({words}): export it to ONNX where it was trained, and add that file</source>
        <translation>{name} 看似 {architecture}，但与之不符（{words}）：请在训练环境中导出为 ONNX，再添加该文件</translation>
    </message>
    <message>
        <source>{name} holds no weights, but a {kind}: save a state_dict</source>
        <translation>{name} 中没有权重，而是 {kind}：请保存 state_dict</translation>
    </message>
    <message>
        <source>{name} holds no weights (but {some}): save a state_dict</source>
        <translation>{name} 中没有权重（只有 {some}）：请保存 state_dict</translation>
    </message>
    <message>
        <source>{name} holds NumPy values beside its weights, which are not read: save its state_dict alone</source>
        <translation>{name} 除权重外还含有 NumPy 值，不予读取：请只保存其 state_dict</translation>
    </message>
    <message>
        <source>{name} ({architecture}) fills holes that a mask marks, and enlarges nothing: there is no mask here</source>
        <translation>{name}（{architecture}）用于填补遮罩标出的空洞，不做放大：这里没有遮罩</translation>
    </message>
    <message>
        <source>{name}: this architecture does not run in float16</source>
        <translation>{name}：该架构不支持 float16</translation>
    </message>
    <message>
        <source>{name} holds a pickled object ({what}), which could run code when it is read: it was not read; save its state_dict</source>
        <translation>{name} 含有 pickle 对象（{what}），读取时可能运行代码：未读取；请保存其 state_dict</translation>
    </message>
    <message>
        <source>this architecture needs a torchvision that was built for the torch that is installed; it is not</source>
        <translation>该架构需要与已安装的 torch 匹配的 torchvision，而现有的并不匹配</translation>
    </message>
    <message>
        <source>an animation compares at least two pictures: name more methods</source>
        <translation>动画至少要对比两幅图片：请指定更多方法</translation>
    </message>
    <message>
        <source>the pictures of an animation must have one size</source>
        <translation>动画中的图片必须大小相同</translation>
    </message>
    <message>
        <source>made smaller, to {width} × {height}, to fit</source>
        <translation>已缩小到 {width} × {height} 以满足大小限制</translation>
    </message>
    <message>
        <source>{path}: does not become smaller than {size} kB</source>
        <translation>{path}：无法小于 {size} kB</translation>
    </message>
    <message>
        <source>a contact sheet needs at least one picture in a row</source>
        <translation>对比图每行至少需要一张图片</translation>
    </message>
    <message>
        <source>{width} mm are too narrow for {count} pictures in a row: at least {least} mm, or fewer in a row</source>
        <translation>{width} mm 太窄，一行放不下 {count} 张图片：至少需要 {least} mm，或减少每行的图片数</translation>
    </message>
    <message>
        <source>From left to right, row by row: {columns}</source>
        <translation>从左到右、逐行：{columns}</translation>
    </message>
    <message>
        <source>{width} × {height} at {x}, {y}</source>
        <translation>{width} × {height}，位于 {x}, {y}</translation>
    </message>
    <message>
        <source>{title} ({details})</source>
        <translation>{title}（{details}）</translation>
    </message>
    <message>
        <source>Made with srviewer {version}</source>
        <translation>由 srviewer {version} 制作</translation>
    </message>
    <message>
        <source>From left to right: {columns}</source>
        <translation>从左到右：{columns}</translation>
    </message>
    <message>
        <source>Enlarged regions, pixel by pixel: {places}</source>
        <translation>逐像素放大的区域：{places}</translation>
    </message>
    <message>
        <source>style distance, distilled</source>
        <translation>风格距离，蒸馏</translation>
    </message>
    <message>
        <source>compressed, chroma at half the size: for a look, not for pixels</source>
        <translation>有损压缩，色度尺寸减半：供观看，不供比对像素</translation>
    </message>
    <message>
        <source>animation format</source>
        <translation>动画格式</translation>
    </message>
    <message>
        <source>animation</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>{name} needs an extra: pip install &apos;srviewer[{extra}]&apos;</source>
        <translation>{name} 需要附加组件：pip install &apos;srviewer[{extra}]&apos;</translation>
    </message>
    <message>
        <source>256 colours, others dithered: for a look, not for pixels</source>
        <translation>仅 256 色，其余以抖动表示：供观看，不供比对像素</translation>
    </message>
    <message>
        <source>too few pictures</source>
        <translation>图片太少</translation>
    </message>
    <message>
        <source>weave</source>
        <translation>有织纹</translation>
    </message>
    <message>
        <source>{title} ({variant}) does not lie above all of them. Above these on all {count} pictures: {where}.</source>
        <translation>{title}（{variant}）并不高于所有对手。在全部 {count} 幅图上都高于：{where}。</translation>
    </message>
    <message>
        <source>Within {limit} dB of it on all {count} pictures: {listed}.</source>
        <translation>在全部 {count} 幅图上都与它相差不超过 {limit} dB 的有：{listed}。</translation>
    </message>
    <message>
        <source>{title} ({variant}) lies above every rival on all {count} pictures.</source>
        <translation>{title}（{variant}）在全部 {count} 幅图上都高于所有对手。</translation>
    </message>
    <message>
        <source>{title} lies above half of its rivals on all {count} pictures nowhere.</source>
        <translation>{title} 在任何一种情形下都没有做到在全部 {count} 幅图上高于半数对手。</translation>
    </message>
    <message>
        <source>{whole} gives more than {part} in all {count} cases ({where}), by {least} dB or more.</source>
        <translation>{whole} 在全部 {count} 种情形中（{where}）都优于 {part}，至少高 {least} dB。</translation>
    </message>
    <message>
        <source>{whole} gives more than {part} in {some} of {count} cases only.</source>
        <translation>{whole} 只在 {count} 种情形中的 {some} 种优于 {part}。</translation>
    </message>
    <message>
        <source>{name}: PSNR-Y {by} dB, style distance {percent} % of {rival}&apos;s.</source>
        <translation>{name}：PSNR-Y {by} dB，风格距离为{rival}的 {percent} %。</translation>
    </message>
    <message>
        <source>{count} pictures at {scale}</source>
        <translation>{scale} 时 {count} 幅图</translation>
    </message>
    <message>
        <source>too few for an interval</source>
        <translation>图片太少，无法给出区间</translation>
    </message>
    <message>
        <source>{column}: {mean} ({sure}), {count} pictures</source>
        <translation>{column}：{mean}（{sure}），{count} 张图片</translation>
    </message>
    <message>
        <source>{mean}, {count} of them identical</source>
        <translation>{mean}，其中 {count} 张完全相同</translation>
    </message>
    <message>
        <source>{first} over {second} by {by}, {sure}, on {wins} of {count}</source>
        <translation>{first} 优于 {second} {by}（{sure}），{count} 张中 {wins} 张更好</translation>
    </message>
    <message>
        <source>{first} and {second}: no picture in common</source>
        <translation>{first} 与 {second}：没有共同的图片</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 至 {high}</translation>
    </message>
    <message>
        <source>it lacks borders of {left} and {top} pixels: measured on {width} × {height} pixels</source>
        <translation>它缺少 {left} 和 {top} 像素的边框：在 {width} × {height} 像素上测量</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>brought to {kind}, as the truth is</source>
        <translation>已转为{kind}，与真值一致</translation>
    </message>
    <message>
        <source>it has {size} pixels, the truth {wanted}</source>
        <translation>它有 {size} 像素，真值有 {wanted} 像素</translation>
    </message>
    <message>
        <source>its size is rounded up ({size} instead of {wanted}): measured on {width} × {height} pixels</source>
        <translation>它的尺寸被向上取整（{size}，应为 {wanted}）：在 {width} × {height} 像素上测量</translation>
    </message>
    <message>
        <source>the truth was cropped to a multiple of the scale, {width} × {height} pixels</source>
        <translation>真值已裁剪为放大倍数的整数倍，{width} × {height} 像素</translation>
    </message>
    <message>
        <source>no result</source>
        <translation>没有结果</translation>
    </message>
    <message>
        <source>no truth</source>
        <translation>没有真值</translation>
    </message>
    <message>
        <source>several fit equally well</source>
        <translation>有几个同样匹配</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另外 {count} 个</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}</source>
        <translation>无法读取 {path}：{reason}</translation>
    </message>
    <message>
        <source>{kept} was not found at its place or beside the comparison</source>
        <translation>{kept} 不在原来的位置，也不在比较文件旁边</translation>
    </message>
    <message>
        <source>no picture is open, so there is no comparison to save</source>
        <translation>没有打开图片，因此没有可保存的比较</translation>
    </message>
    <message>
        <source>this is not an srviewer comparison: its marker is missing</source>
        <translation>这不是 srviewer 的比较：其中没有相应的标记</translation>
    </message>
    <message>
        <source>this comparison was saved by a newer version of srviewer</source>
        <translation>这个比较由更新版本的 srviewer 保存</translation>
    </message>
    <message>
        <source>{kept} has changed since this comparison was saved: its pixels differ</source>
        <translation>保存这个比较之后 {kept} 已改变：像素不同</translation>
    </message>
    <message>
        <source>{kept} is a different picture from when this comparison was saved</source>
        <translation>{kept} 与保存这个比较时不是同一张图片</translation>
    </message>
    <message>
        <source>{path}: this is not an srviewer comparison: it is not text</source>
        <translation>{path}：这不是 srviewer 的比较：不是文本</translation>
    </message>
    <message>
        <source>samples of {bits} bits were rounded to 16</source>
        <translation>{bits} 位的样本已舍入为 16 位</translation>
    </message>
    <message>
        <source>signed samples: {low} to {high} were mapped to 0 to 1</source>
        <translation>有符号样本：{low} 到 {high} 已映射到 0 到 1</translation>
    </message>
    <message>
        <source>{what} data of the file are not kept</source>
        <translation>文件的 {what} 数据不会保留</translation>
    </message>
    <message>
        <source> (pip install &apos;srviewer[formats]&apos; adds it)</source>
        <translation>（运行 pip install &apos;srviewer[formats]&apos; 即可支持）</translation>
    </message>
    <message>
        <source>the first is shown</source>
        <translation>显示第一个</translation>
    </message>
    <message>
        <source>number {page} is shown</source>
        <translation>显示第 {page} 个</translation>
    </message>
    <message>
        <source>this file has {number} {what}; {which}</source>
        <translation>此文件有 {number} {what}；{which}</translation>
    </message>
    <message>
        <source>{label} needs more memory than there is.</source>
        <translation>{label} 所需的内存超过可用内存。</translation>
    </message>
    <message>
        <source>{label} has no page {page}: it has {count}.</source>
        <translation>{label} 没有第 {page} 页：共 {count} 页。</translation>
    </message>
    <message>
        <source>the {what} does not fit into a {kind} and was left out</source>
        <translation>{what} 无法存入 {kind}，已略去</translation>
    </message>
    <message>
        <source>a JPEG with {count} colour components</source>
        <translation>有 {count} 个颜色分量的 JPEG</translation>
    </message>
    <message>
        <source>an OpenEXR picture without the channels R, G and B (it has {names})</source>
        <translation>没有 R、G、B 通道的 OpenEXR 图片（它有 {names}）</translation>
    </message>
    <message>
        <source>the primaries of the file</source>
        <translation>文件的原色</translation>
    </message>
    <message>
        <source>gamma {value:g}</source>
        <translation>伽马 {value:g}</translation>
    </message>
    <message>
        <source>this is a camera&apos;s raw file; its preview of {size} pixels is shown</source>
        <translation>这是相机的 RAW 文件；显示其 {size} 像素的预览图</translation>
    </message>
    <message>
        <source>a TIFF of inks other than cyan, magenta, yellow and black</source>
        <translation>使用青、品红、黄、黑以外油墨的 TIFF</translation>
    </message>
    <message>
        <source>a camera&apos;s raw file without a preview: develop it and save it as TIFF first</source>
        <translation>没有预览图的相机 RAW 文件：请先冲洗并另存为 TIFF</translation>
    </message>
    <message>
        <source>{picture}, {metric}</source>
        <translation>{picture}，{metric}</translation>
    </message>
    <message>
        <source>{method} ×{scale}</source>
        <translation>{method} ×{scale}</translation>
    </message>
    <message>
        <source>before it was degraded</source>
        <translation>退化之前</translation>
    </message>
    <message>
        <source>{name} {value}</source>
        <translation>{name} {value}</translation>
    </message>
    <message>
        <source>{number} (best)</source>
        <translation>{number}（最好）</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation>时间 (s)</translation>
    </message>
    <message>
        <source>Speed (MP/s)</source>
        <translation>速度 (MP/s)</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Memory (MB)</source>
        <translation>内存 (MB)</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>完全相同</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>成立</translation>
    </message>
    <message>
        <source>holds in part</source>
        <translation>部分成立</translation>
    </message>
    <message>
        <source>not as printed</source>
        <translation>与所印不符</translation>
    </message>
    <message>
        <source>does not hold</source>
        <translation>不成立</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>Gram matrices</source>
        <translation>Gram 矩阵</translation>
    </message>
    <message>
        <source>Which channels respond together, of the result and of the truth.</source>
        <translation>结果与真值中哪些通道一起响应。</translation>
    </message>
    <message>
        <source>LR</source>
        <translation>低分辨率图</translation>
    </message>
    <message>
        <source>The small picture. Beyond its edges the boundary continues it.</source>
        <translation>小图。边缘之外由边界方式延续。</translation>
    </message>
    <message>
        <source>--output takes one picture; use --output-dir for several or for a folder</source>
        <translation>--output 只接受一张图片；多张图片或文件夹请用 --output-dir</translation>
    </message>
    <message>
        <source>{folder}: --output-dir is not a folder</source>
        <translation>{folder}：--output-dir 不是文件夹</translation>
    </message>
    <message>
        <source>method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>no method can be called {name!r}</source>
        <translation>方法不能命名为 {name!r}</translation>
    </message>
    <message>
        <source>{target}: exists already (--overwrite replaces it, --resume skips it)</source>
        <translation>{target}：已存在（--overwrite 覆盖，--resume 跳过）</translation>
    </message>
    <message>
        <source>template {template!r}: it needs {{stem}} or {{name}}, and may use {have}</source>
        <translation>模板 {template!r}：必须含有 {{stem}} 或 {{name}}，可用的有 {have}</translation>
    </message>
    <message>
        <source>{method} is not available: {reason}</source>
        <translation>{method} 不可用：{reason}</translation>
    </message>
    <message>
        <source>{source}: {error}</source>
        <translation>{source}：{error}</translation>
    </message>
    <message>
        <source>{folder}: cannot be listed ({reason})</source>
        <translation>{folder}：无法列出内容（{reason}）</translation>
    </message>
    <message>
        <source>template {template!r}: {error}</source>
        <translation>模板 {template!r}：{error}</translation>
    </message>
    <message>
        <source>{source}: not enough memory</source>
        <translation>{source}：内存不足</translation>
    </message>
    <message>
        <source>{source}: failed unexpectedly ({kind}: {words})</source>
        <translation>{source}：发生意外错误（{kind}：{words}）</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a whole number from {low} to {high}</source>
        <translation>{low} 到 {high} 的整数</translation>
    </message>
    <message>
        <source>a list of at most {most}</source>
        <translation>至多 {most} 项的列表</translation>
    </message>
    <message>
        <source>this comparison is damaged: {name!r} must be {what}</source>
        <translation>这个比较已损坏：{name!r} 必须是{what}</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>真或假 (true/false)</translation>
    </message>
    <message>
        <source>device {name!r}: expected one of {known}</source>
        <translation>设备 {name!r}：应为以下之一：{known}</translation>
    </message>
    <message>
        <source>device {name!r} is not available on this machine</source>
        <translation>本机没有设备 {name!r}</translation>
    </message>
    <message>
        <source>scale {scale} is not supported (there are: {allowed})</source>
        <translation>不支持倍数 {scale}（可用：{allowed}）</translation>
    </message>
    <message>
        <source>a tile of {tile} pixels is too small (8 is the least)</source>
        <translation>{tile} 像素的分块太小（至少 8）</translation>
    </message>
    <message>
        <source>depth is 8, 16 or 32 bits, not {depth}</source>
        <translation>位深为 8、16 或 32 位，不能是 {depth}</translation>
    </message>
    <message>
        <source>region {region} is not inside {width} x {height}</source>
        <translation>区域 {region} 不在 {width} x {height} 之内</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>{method} ×{scale}: {size} pixels take about {needed} of memory, and {left} are left</source>
        <translation>{method} ×{scale}：{size} 像素约需 {needed} 内存，仅剩 {left}</translation>
    </message>
    <message>
        <source>{device} ran out of memory even for small tiles</source>
        <translation>{device} 连小分块的内存也不够</translation>
    </message>
    <message>
        <source>{device} failed ({words})</source>
        <translation>{device} 失败（{words}）</translation>
    </message>
    <message>
        <source>{method} ×{scale} failed: {kind}: {words}</source>
        <translation>{method} ×{scale} 失败：{kind}: {words}</translation>
    </message>
    <message>
        <source>starting the networks</source>
        <translation>正在启动网络</translation>
    </message>
    <message>
        <source>{label}: a tile was not finite on {device} and was redone on the CPU</source>
        <translation>{label}：有一个分块在 {device} 上得到非有限值，已在 CPU 上重算</translation>
    </message>
    <message>
        <source>{label} gave values that are not finite, also on the CPU</source>
        <translation>{label} 得到非有限值，在 CPU 上也一样</translation>
    </message>
    <message>
        <source>the result, {width} × {height} pixels, needs {size} and does not fit</source>
        <translation>结果为 {width} × {height} 像素，需要 {size}，内存放不下</translation>
    </message>
    <message>
        <source>{method} ×{scale}: not enough memory for this picture</source>
        <translation>{method} ×{scale}：内存不足以处理这张图片</translation>
    </message>
    <message>
        <source>a benchmark at ×{scale} needs at least {scale} × {scale} pixels; this picture has {width} × {height}</source>
        <translation>×{scale} 的基准测试至少需要 {scale} × {scale} 像素；这张图片为 {width} × {height}</translation>
    </message>
    <message>
        <source>cropped from {width} × {height} to {cropped_width} × {cropped_height}, a multiple of the scale</source>
        <translation>已从 {width} × {height} 裁剪为 {cropped_width} × {cropped_height}，即倍数的整数倍</translation>
    </message>
    <message>
        <source>the channels of this colour picture are equal; it is measured as colour, on studio-range Y</source>
        <translation>这张彩色图片的各通道相同；按彩色测量，用 studio 范围的 Y</translation>
    </message>
    <message>
        <source>the LR is the one that was opened with it</source>
        <translation>低分辨率图是随它一起打开的那张</translation>
    </message>
    <message>
        <source>it has {width} × {height} pixels; a result here has {wanted}</source>
        <translation>它为 {width} × {height} 像素；这里的结果应为 {wanted}</translation>
    </message>
    <message>
        <source>not enough memory to shrink this picture</source>
        <translation>内存不足以缩小这张图片</translation>
    </message>
    <message>
        <source>not enough memory to measure</source>
        <translation>内存不足，无法测量</translation>
    </message>
    <message>
        <source>measuring was cancelled</source>
        <translation>测量已取消</translation>
    </message>
    <message>
        <source>sizes {size_in} and {size_out}: expected 1 or more pixels along each side</source>
        <translation>尺寸 {size_in} 和 {size_out}：每边至少应有 1 个像素</translation>
    </message>
    <message>
        <source>pixel {index} lies outside a picture of {size_out}</source>
        <translation>像素 {index} 在 {size_out} 的图片之外</translation>
    </message>
    <message>
        <source>unknown kernel {name!r} (there are: {known})</source>
        <translation>未知的核 {name!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>what a band costs is measured against a truth: there is none</source>
        <translation>子带的代价要与真值比较才能测量：这里没有真值</translation>
    </message>
    <message>
        <source>DASR takes one float plane (H, W), not {dtype} of shape {plane}</source>
        <translation>DASR 接受一个浮点平面 (H, W)，而不是形状为 {plane} 的 {dtype}</translation>
    </message>
    <message>
        <source>the truth of {lr} at ×{scale} has {expected}, not {truth}</source>
        <translation>{lr} 在 ×{scale} 时的真值应为 {expected}，而不是 {truth}</translation>
    </message>
    <message>
        <source>{band} cannot come from the truth: there is none</source>
        <translation>{band} 不能取自真值：这里没有真值</translation>
    </message>
    <message>
        <source>{band} from {source!r}: expected one of {known}</source>
        <translation>{band} 取自 {source!r}：应为以下之一：{known}</translation>
    </message>
    <message>
        <source>no subband {band!r} (there are: {known})</source>
        <translation>没有子带 {band!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>place {index} is outside of 0 to {last}</source>
        <translation>位置 {index} 不在 0 到 {last} 之内</translation>
    </message>
    <message>
        <source>pictures of different sizes cannot be compared: {sr} and {hr}</source>
        <translation>尺寸不同的图片无法比较：{sr} 和 {hr}</translation>
    </message>
    <message>
        <source>to start from bicubic, the LR picture is needed</source>
        <translation>以双三次为起点需要低分辨率图</translation>
    </message>
    <message>
        <source>weights of losses are numbers from 0 up, and one at least is more than 0</source>
        <translation>各损失的权重应不小于 0，且至少有一个大于 0</translation>
    </message>
    <message>
        <source>unknown start {start!r} (there are: {known})</source>
        <translation>未知的起点 {start!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>{steps} steps at a rate of {rate}: expected 1 or more, at up to 1</source>
        <translation>{steps} 步，步长 {rate}：步数至少为 1，步长不超过 1</translation>
    </message>
    <message>
        <source>the losses are no longer finite: try a smaller rate</source>
        <translation>损失不再是有限值：请试试更小的步长</translation>
    </message>
    <message>
        <source>the style loss needs a style picture</source>
        <translation>风格损失需要一张风格图片</translation>
    </message>
    <message>
        <source>this network has {count} residual blocks, not {index}</source>
        <translation>这个网络有 {count} 个残差块，没有第 {index} 个</translation>
    </message>
    <message>
        <source>unknown layer {which} (there are: {known})</source>
        <translation>未知的层 {which}（可用：{known}）</translation>
    </message>
    <message>
        <source>{width} × {height} pixels are too many to look inside (at most {most}): choose a region</source>
        <translation>{width} × {height} 像素太多，无法查看内部（至多 {most}）：请选择一个区域</translation>
    </message>
    <message>
        <source>expected (H, W), (H, W, 3) or (H, W, 4), got shape {image}</source>
        <translation>应为 (H, W)、(H, W, 3) 或 (H, W, 4)，得到的形状是 {image}</translation>
    </message>
    <message>
        <source>{size} pixels are too few for the loss network: {smallest} a side are needed</source>
        <translation>{size} 像素对损失网络来说太少：每边需要 {smallest}</translation>
    </message>
    <message>
        <source>expected one plane (H, W), got shape {shape}</source>
        <translation>应为一个平面 (H, W)，得到的形状是 {shape}</translation>
    </message>
    <message>
        <source>({y}, {x}) is outside of {width} × {height} pixels</source>
        <translation>({y}, {x}) 在 {width} × {height} 像素之外</translation>
    </message>
    <message>
        <source>{file} does not fit its architecture: {words}</source>
        <translation>{file} 与其网络结构不符：{words}</translation>
    </message>
    <message>
        <source>unknown step {name!r} (there are: {known})</source>
        <translation>未知的步骤 {name!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>subbands of different sizes or levels cannot be compared</source>
        <translation>尺寸或级数不同的子带无法比较</translation>
    </message>
    <message>
        <source>{count} and {true} levels cannot be compared</source>
        <translation>{count} 级与 {true} 级无法比较</translation>
    </message>
    <message>
        <source>gain {gain:g}: expected 0 to {max_gain:g}</source>
        <translation>增益 {gain:g}：应为 0 到 {max_gain:g}</translation>
    </message>
    <message>
        <source>threshold {threshold:g}: expected 0 or more</source>
        <translation>阈值 {threshold:g}：应不小于 0</translation>
    </message>
    <message>
        <source>unknown threshold {kind!r} (there are: {known})</source>
        <translation>未知的阈值类型 {kind!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>level {levels}: expected 1 to {max_levels}</source>
        <translation>级数 {levels}：应为 1 到 {max_levels}</translation>
    </message>
    <message>
        <source>{name} of level {level} cannot be edited with {count} levels</source>
        <translation>只有 {count} 级，无法编辑第 {level} 级的 {name}</translation>
    </message>
    <message>
        <source>unknown display {name!r} (there are: {known})</source>
        <translation>未知的显示方式 {name!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>peak {peak:g} and gain {gain:g}: expected more than 0</source>
        <translation>峰值 {peak:g} 和增益 {gain:g}：应大于 0</translation>
    </message>
    <message>
        <source>{path} cannot be removed: {reason}</source>
        <translation>无法删除 {path}：{reason}</translation>
    </message>
    <message>
        <source>there is not enough memory for this</source>
        <translation>内存不足，无法完成</translation>
    </message>
    <message>
        <source>there are no pictures in the folder {path}</source>
        <translation>文件夹 {path} 中没有图片</translation>
    </message>
    <message>
        <source>{path} cannot be listed: {reason}</source>
        <translation>无法列出 {path} 的内容：{reason}</translation>
    </message>
    <message>
        <source>{path}: {reason}</source>
        <translation>{path}：{reason}</translation>
    </message>
    <message>
        <source>{path}: a picture of this kind cannot be written; use .png</source>
        <translation>{path}：无法写入这种格式的图片；请用 .png</translation>
    </message>
    <message>
        <source>{path}: exists already; name another file or remove it</source>
        <translation>{path}：已存在；请换一个文件名或先删除它</translation>
    </message>
    <message>
        <source>{path}: its folder does not exist</source>
        <translation>{path}：所在的文件夹不存在</translation>
    </message>
    <message>
        <source>failed unexpectedly; the log has the details</source>
        <translation>发生意外错误，详情见日志</translation>
    </message>
    <message>
        <source>peak 255, on studio-range BT.601 luma (grey files: on their own values); methods on Y are measured on their own Y plane rounded to 8 bits, so a saved PNG scores a little differently</source>
        <translation>峰值 255，在 studio 范围 BT.601 亮度上（灰度文件用其自身的值）；在 Y 上工作的方法用自己取整为 8 位的 Y 平面测量，因此保存成 PNG 后数值会略有不同</translation>
    </message>
    <message>
        <source>peak 255, over R, G and B together</source>
        <translation>峰值 255，对 R、G、B 一起计算</translation>
    </message>
    <message>
        <source>on the same Y as PSNR: Gaussian 11 × 11, sigma 1.5, K 0.01 and 0.03, range 255, population covariance, valid area</source>
        <translation>与 PSNR 相同的 Y：高斯窗 11 × 11，sigma 1.5，K 0.01 和 0.03，范围 255，总体协方差，有效区域</translation>
    </message>
    <message>
        <source>the result shrunk back by MATLAB bicubic, rounded, against the input, on Y: fidelity to an assumed kernel, not quality</source>
        <translation>用 MATLAB 双三次缩小结果并取整，在 Y 上与输入比较：说明对假定核的忠实程度，而不是质量</translation>
    </message>
    <message>
        <source>result and truth must be of one shape: {sr} and {hr}</source>
        <translation>结果与真值的形状必须相同：{sr} 和 {hr}</translation>
    </message>
    <message>
        <source>before it was shrunk</source>
        <translation>缩小之前</translation>
    </message>
    <message>
        <source>not enough memory to show this result</source>
        <translation>内存不足，无法显示这个结果</translation>
    </message>
    <message>
        <source>{path} exists already: choose another name, or allow overwriting.</source>
        <translation>{path} 已存在：请换一个名称，或允许覆盖。</translation>
    </message>
    <message>
        <source>{path} could not be written: {reason}.</source>
        <translation>无法写入 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} is a folder: name a file to write to.</source>
        <translation>{path} 是文件夹：请指定要写入的文件。</translation>
    </message>
    <message>
        <source>unknown degradation {text!r} (there are: {known})</source>
        <translation>未知的缩小方式 {text!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>{width} × {height} pixels cannot be shrunk by {scale}: crop to a multiple of {scale} first</source>
        <translation>{width} × {height} 像素无法缩小 {scale} 倍：请先裁剪为 {scale} 的整数倍</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>degradation {name}:{letter}: expected {kind} from {minimum:g} to {maximum:g} as in {name}:{example:g}, not {argument!r}</source>
        <translation>缩小方式 {name}:{letter}：应为 {minimum:g} 到 {maximum:g} 的{kind}，例如 {name}:{example:g}，而不是 {argument!r}</translation>
    </message>
    <message>
        <source>not a picture of a supported kind</source>
        <translation>不受支持的格式，不能作为图片打开</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a Photoshop document</source>
        <translation>Photoshop 文档</translation>
    </message>
    <message>
        <source>a Radiance HDR picture</source>
        <translation>Radiance HDR 图片</translation>
    </message>
    <message>
        <source>a camera raw file</source>
        <translation>相机 RAW 文件</translation>
    </message>
    <message>
        <source>a GIMP document</source>
        <translation>GIMP 文档</translation>
    </message>
    <message>
        <source>a PostScript document</source>
        <translation>PostScript 文档</translation>
    </message>
    <message>
        <source>a ZIP archive or office document</source>
        <translation>ZIP 压缩包或办公文档</translation>
    </message>
    <message>
        <source>a compressed archive</source>
        <translation>压缩包</translation>
    </message>
    <message>
        <source>empty (0 bytes)</source>
        <translation>空文件（0 字节）</translation>
    </message>
    <message>
        <source>an SVG drawing, which has no pixels: export it as PNG first</source>
        <translation>SVG 矢量图，没有像素：请先导出为 PNG</translation>
    </message>
    <message>
        <source>a web page, not a picture</source>
        <translation>网页，不是图片</translation>
    </message>
    <message>
        <source>a video or an unknown kind of HEIF file, not a supported picture</source>
        <translation>视频或未知类型的 HEIF 文件，不是支持的图片</translation>
    </message>
    <message>
        <source>a text file, not a picture</source>
        <translation>文本文件，不是图片</translation>
    </message>
    <message>
        <source>{what}, which cannot be read here: save it as PNG or TIFF first</source>
        <translation>{what}，这里无法读取：请先存为 PNG 或 TIFF</translation>
    </message>
    <message>
        <source>a picture in {label}, which this installation cannot read{package}: save it as PNG or JPEG first</source>
        <translation>{label} 图片，当前安装无法读取{package}：请先存为 PNG 或 JPEG</translation>
    </message>
    <message>
        <source>{label} is damaged or incomplete: {reason}.</source>
        <translation>{label} 已损坏或不完整：{reason}。</translation>
    </message>
    <message>
        <source>more than {most}</source>
        <translation>超过 {most}</translation>
    </message>
    <message>
        <source>the picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>expected (H, W) or (H, W, 1 to 4) with at least one pixel, got shape {shape}</source>
        <translation>应为 (H, W) 或 (H, W, 1 到 4)，且至少有一个像素，得到的形状是 {shape}</translation>
    </message>
    <message>
        <source>{label} is {what}.</source>
        <translation>{label} 是{what}。</translation>
    </message>
    <message>
        <source>pages</source>
        <translation>页</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>{label} has {millions:.0f} million pixels, more than the limit of {limit:.0f} million; raise the limit to open it.</source>
        <translation>{label} 有 {millions:.0f} 百万像素，超过上限 {limit:.0f} 百万；提高上限才能打开。</translation>
    </message>
    <message>
        <source>CMYK without a usable profile: colours are approximate</source>
        <translation>CMYK 没有可用的色彩配置文件：颜色为近似值</translation>
    </message>
    <message>
        <source>{label} is a folder, not a picture.</source>
        <translation>{label} 是文件夹，不是图片。</translation>
    </message>
    <message>
        <source>{label} is not an ordinary file.</source>
        <translation>{label} 不是普通文件。</translation>
    </message>
    <message>
        <source>{label} cannot be read: {reason}.</source>
        <translation>无法读取 {label}：{reason}。</translation>
    </message>
    <message>
        <source>{label} is {error}.</source>
        <translation>{label} 是{error}。</translation>
    </message>
    <message>
        <source>{count} samples were not finite and are shown as 0</source>
        <translation>{count} 个样本值不是有限值，显示为 0</translation>
    </message>
    <message>
        <source>samples from {low:g} to {high:g} were mapped to 0 to 1</source>
        <translation>{low:g} 到 {high:g} 的样本值已映射到 0 到 1</translation>
    </message>
    <message>
        <source>expected bool, uint8, uint16 or float in [0, 1], got {dtype}</source>
        <translation>应为 bool、uint8、uint16 或 [0, 1] 内的浮点数，得到 {dtype}</translation>
    </message>
    <message>
        <source>converted from {name} to sRGB</source>
        <translation>已从 {name} 转换为 sRGB</translation>
    </message>
    <message>
        <source>the array holds values that are not finite (NaN or infinity)</source>
        <translation>数组含有非有限值（NaN 或无穷大）</translation>
    </message>
    <message>
        <source>{path}: the picture could not be encoded as {kind}: {reason}.</source>
        <translation>{path}：图片无法编码为 {kind}：{reason}。</translation>
    </message>
    <message>
        <source>{path}: expected a name that ends in {known}.</source>
        <translation>{path}：文件名应以下列之一结尾：{known}。</translation>
    </message>
    <message>
        <source>saved with 8 bits: {kind} has no 16</source>
        <translation>已按 8 位保存：{kind} 没有 16 位</translation>
    </message>
    <message>
        <source>transparency was flattened on white: JPEG has none</source>
        <translation>透明部分已合并到白色背景：JPEG 不支持透明</translation>
    </message>
    <message>
        <source>{path}: a {kind} cannot hold {width} × {height} pixels, only {most} a side; save a PNG.</source>
        <translation>{path}：{kind} 放不下 {width} × {height} 像素，每边至多 {most}；请存为 PNG。</translation>
    </message>
    <message>
        <source>the EXIF block is damaged and was left out</source>
        <translation>EXIF 数据已损坏，未保存</translation>
    </message>
    <message>
        <source>expected uint8 or uint16 samples, got {dtype}</source>
        <translation>应为 uint8 或 uint16 样本值，得到 {dtype}</translation>
    </message>
    <message>
        <source>a picture is (H, W) or (H, W, 3) with at least one pixel; got shape {shape}</source>
        <translation>图片应为 (H, W) 或 (H, W, 3)，且至少有一个像素；得到的形状是 {shape}</translation>
    </message>
    <message>
        <source>alpha is {alpha}, the picture {shape}: they must agree</source>
        <translation>透明通道为 {alpha}，图片为 {shape}：两者必须一致</translation>
    </message>
    <message>
        <source>depth is 8 or 16 bits, not {depth}</source>
        <translation>位深为 8 或 16 位，不能是 {depth}</translation>
    </message>
    <message>
        <source>it is for {space} pictures</source>
        <translation>它用于 {space} 图片</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>它已损坏</translation>
    </message>
    <message>
        <source>resize takes a float array (H, W[, C]), not {dtype} of shape {image}</source>
        <translation>缩放接受浮点数组 (H, W[, C])，而不是形状为 {image} 的 {dtype}</translation>
    </message>
    <message>
        <source>unknown kernel {kernel!r} (there are: {known})</source>
        <translation>未知的核 {kernel!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>no sample {name!r} (there are: {known})</source>
        <translation>没有示例 {name!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>no subband {name!r} (there are: {known})</source>
        <translation>没有子带 {name!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>unknown wavelet {wavelet!r}: expected a discrete one such as haar, db2, {published_wavelet}</source>
        <translation>未知的小波 {wavelet!r}：应为离散小波，例如 haar、db2、{published_wavelet}</translation>
    </message>
    <message>
        <source>subbands of {bands} give {plane}, not {shape}</source>
        <translation>{bands} 的子带得到 {plane}，而不是 {shape}</translation>
    </message>
    <message>
        <source>subbands of different shapes cannot be compared: {bands} and {truth}</source>
        <translation>形状不同的子带无法比较：{bands} 和 {truth}</translation>
    </message>
    <message>
        <source>a wavelet transform takes a float (H, W) plane, not {dtype} {plane}</source>
        <translation>小波变换接受浮点平面 (H, W)，而不是 {dtype} {plane}</translation>
    </message>
    <message>
        <source>level {level}: expected 1 to {max_level}</source>
        <translation>级数 {level}：应为 1 到 {max_level}</translation>
    </message>
    <message>
        <source>unknown boundary mode {name!r} (there are: {known})</source>
        <translation>未知的边界延拓 {name!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>the boundary mode {name} needs at least 2 pixels along each side</source>
        <translation>边界延拓“{name}”要求每边至少 2 个像素</translation>
    </message>
    <message>
        <source>the page {page!r} has no {name!r} (it has: {known})</source>
        <translation>页面 {page!r} 没有 {name!r}（有：{known}）</translation>
    </message>
    <message>
        <source>{path}, line {at}: {why}</source>
        <translation>{path}，第 {at} 行：{why}</translation>
    </message>
    <message>
        <source>the amount</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>map</source>
        <translation>差异图</translation>
    </message>
    <message>
        <source>gain of maps</source>
        <translation>差异图的增益</translation>
    </message>
    <message>
        <source>the centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>page of Look inside</source>
        <translation>“查看内部”的页面</translation>
    </message>
    <message>
        <source>{path}: a lesson has at most {largest} KB</source>
        <translation>{path}：课程文件至多 {largest} KB</translation>
    </message>
    <message>
        <source>{path}: a lesson is text in UTF-8, and this file is not</source>
        <translation>{path}：课程应为 UTF-8 文本，此文件不是</translation>
    </message>
    <message>
        <source>a lesson has at least one step, which begins with a line &apos;# Heading&apos;</source>
        <translation>课程至少有一个步骤，以一行 &apos;# 标题&apos; 开头</translation>
    </message>
    <message>
        <source>the first line is &apos;---&apos;, and after it come title, number, minutes and picture</source>
        <translation>第一行应为 &apos;---&apos;，其后是 title、number、minutes 和 picture</translation>
    </message>
    <message>
        <source>a lesson has at most {most_steps} steps</source>
        <translation>课程至多 {most_steps} 个步骤</translation>
    </message>
    <message>
        <source>this step has no text (a blank line stands between its &apos;key: value&apos; lines and the text)</source>
        <translation>这一步没有正文（&apos;key: value&apos; 各行与正文之间要有空行）</translation>
    </message>
    <message>
        <source>a step has at most {longest} characters of text</source>
        <translation>一个步骤的正文至多 {longest} 个字符</translation>
    </message>
    <message>
        <source>a step has 1 to {most_panes} panes, not {count}</source>
        <translation>一个步骤有 1 到 {most_panes} 个窗格，不能是 {count} 个</translation>
    </message>
    <message>
        <source>&apos;against: {against}&apos;: there are {count} panes</source>
        <translation>&apos;against: {against}&apos;：一共有 {count} 个窗格</translation>
    </message>
    <message>
        <source>there is no truth in the mode upscale</source>
        <translation>upscale 模式没有真值</translation>
    </message>
    <message>
        <source>expected a line &apos;key: value&apos;, got {line!r} (a blank line ends them)</source>
        <translation>应为 &apos;key: value&apos; 形式的一行，得到 {line!r}（空行表示这些行结束）</translation>
    </message>
    <message>
        <source>there is no {what} {value!r} (there are: {known})</source>
        <translation>{what}没有 {value!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>{what} is a number from {low:g} to {high:g}, not {text!r}</source>
        <translation>{what}应为 {low:g} 到 {high:g} 的数，而不是 {text!r}</translation>
    </message>
    <message>
        <source>a distortion is written &apos;noise 20&apos;, or &apos;noise 26 dB&apos; for a PSNR</source>
        <translation>失真写作 &apos;noise 20&apos;；若指定 PSNR，写作 &apos;noise 26 dB&apos;</translation>
    </message>
    <message>
        <source>{what} is written as {count} whole numbers of output pixels, not {value!r}</source>
        <translation>{what}写作 {count} 个整数，以输出像素为单位，而不是 {value!r}</translation>
    </message>
    <message>
        <source>there is a control character in this line</source>
        <translation>这一行含有控制字符</translation>
    </message>
    <message>
        <source>expected {known}, each once; got {key!r}</source>
        <translation>应为 {known}，各出现一次；得到 {key!r}</translation>
    </message>
    <message>
        <source>expected a step, which begins with a line &apos;# Heading&apos;</source>
        <translation>此处应为一个步骤，以一行 &apos;# 标题&apos; 开头</translation>
    </message>
    <message>
        <source>there is no {key!r} (there are: {known})</source>
        <translation>没有 {key!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>a formula is left open in {paragraph!r}: it stands between two $; a dollar sign is \$</source>
        <translation>{paragraph!r} 中的公式没有结束：公式写在两个 $ 之间；美元符号写作 \$</translation>
    </message>
    <message>
        <source>a region lies in the panes, and this step looks inside</source>
        <translation>区域位于窗格中，而这一步在查看内部</translation>
    </message>
    <message>
        <source>a {kind} is on a page of Look inside, and this step shows the panes</source>
        <translation>{kind} 位于“查看内部”的页面，而这一步显示窗格</translation>
    </message>
    <message>
        <source>a pane is written &apos;dasr&apos; or &apos;dasr (wavelet haar, gain 1)&apos;, not {text!r}</source>
        <translation>窗格写作 &apos;dasr&apos; 或 &apos;dasr (wavelet haar, gain 1)&apos;，而不是 {text!r}</translation>
    </message>
    <message>
        <source>way to compare</source>
        <translation>比较方式</translation>
    </message>
    <message>
        <source>Two distortions</source>
        <translation>两种失真</translation>
    </message>
    <message>
        <source>Set5 with MATLAB&apos;s LR images; PSNR on studio-range Y, peak 255, border of the scale left out; weights of our own. Set5 was the validation set while our networks were trained, and decided which runs went on and what was kept: their figures on it are a little too good</source>
        <translation>Set5，用 MATLAB 的低分辨率图；在 studio 范围的 Y 上计算 PSNR，峰值 255，去掉与倍数相同的边缘；使用本程序自己的权重。训练网络时 Set5 是验证集，由它决定哪些训练继续、保留什么：因此在它上面的数值略微偏好</translation>
    </message>
    <message>
        <source>Set5 with MATLAB&apos;s LR images; PSNR on studio-range Y, peak 255, border of the scale left out. Set5 was the validation set while our networks were trained, and decided which runs went on and what was kept: their figures on it are a little too good</source>
        <translation>Set5，用 MATLAB 的低分辨率图；在 studio 范围的 Y 上计算 PSNR，峰值 255，去掉与倍数相同的边缘。训练网络时 Set5 是验证集，由它决定哪些训练继续、保留什么：因此在它上面的数值略微偏好</translation>
    </message>
    <message>
        <source>{target}: a result would replace this picture, which is to be read too</source>
        <translation>{target}：某个结果会覆盖这张图片，而它也有待读取</translation>
    </message>
    <message>
        <source>unknown {kind} {name!r} (there are: {known})</source>
        <translation>未知的{kind} {name!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>this model does not run on {asked} here: it ran on {device}</source>
        <translation>此模型在这里无法用 {asked} 运行，已改用 {device}</translation>
    </message>
    <message>
        <source>unknown optimiser {optimiser!r} (there are: {known})</source>
        <translation>未知的优化器 {optimiser!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>only f_W has a twin to start from</source>
        <translation>只有 f_W 有可作起点的对照网络</translation>
    </message>
    <message>
        <source>×{scale} is not trained here: choose ×2, ×3 or ×4</source>
        <translation>这里不训练 ×{scale}：请选 ×2、×3 或 ×4</translation>
    </message>
    <message>
        <source>a rate of {rate}: expected more than 0, at most 1</source>
        <translation>学习率 {rate}：应大于 0 且不超过 1</translation>
    </message>
    <message>
        <source>unknown {value!r} (there are: {known})</source>
        <translation>未知的 {value!r}（可选：{known}）</translation>
    </message>
    <message>
        <source>{width} × {height} pixels take about {needed} of memory to optimise, and {left} are left</source>
        <translation>优化 {width} × {height} 像素约需 {needed} 内存，而剩余 {left}</translation>
    </message>
    <message>
        <source>its process is gone</source>
        <translation>它的进程已不在</translation>
    </message>
    <message>
        <source>measuring ended unexpectedly: {why}</source>
        <translation>测量意外结束：{why}</translation>
    </message>
    <message>
        <source>degradation</source>
        <translation>缩小方式</translation>
    </message>
    <message>
        <source>{title} ({name}: {value:g})</source>
        <translation>{title}（{name}：{value:g}）</translation>
    </message>
    <message>
        <source>{title} exists at {known}, not at ×{scale}</source>
        <translation>{title}只适用于 {known}，不适用于 ×{scale}</translation>
    </message>
    <message>
        <source>a question has a name of letters a to z, digits and &apos;-&apos;, not {value!r}</source>
        <translation>问题的名称由字母 a 到 z、数字和“-”组成，而不是 {value!r}</translation>
    </message>
    <message>
        <source>side</source>
        <translation>侧栏</translation>
    </message>
    <message>
        <source>plot</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>the zoom in per cent</source>
        <translation>缩放百分比</translation>
    </message>
    <message>
        <source>a region (x, y, width, height)</source>
        <translation>区域 (x, y, 宽, 高)</translation>
    </message>
    <message>
        <source>the pane</source>
        <translation>窗格</translation>
    </message>
    <message>
        <source>a pane</source>
        <translation>窗格</translation>
    </message>
    <message>
        <source>a band is written &apos;LH 1&apos;, not {rest!r}</source>
        <translation>子带写作 &apos;LH 1&apos;，而不是 {rest!r}</translation>
    </message>
    <message>
        <source>part of the window</source>
        <translation>窗口的部分</translation>
    </message>
    <message>
        <source>there is no distortion {kind!r} (there are: {known})</source>
        <translation>没有失真 {kind!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>{kind} {amount:g}{unit}: expected {low:g} to {high:g}{unit}</source>
        <translation>{kind} {amount:g}{unit}：应为 {low:g} 到 {high:g}{unit}</translation>
    </message>
    <message>
        <source>stripes are written &apos;stripes {known} PERIOD&apos;, with 2 to 128 pixels</source>
        <translation>条纹写作 &apos;stripes {known} PERIOD&apos;，周期为 2 到 128 像素</translation>
    </message>
    <message>
        <source>there is no picture {text!r} (there are: {known}, stripes)</source>
        <translation>没有图片 {text!r}（可用：{known}, stripes）</translation>
    </message>
    <message>
        <source>result and input must both be grey or both colour: {sr} and {lr}</source>
        <translation>结果与输入必须同为灰度或同为彩色：{sr} 和 {lr}</translation>
    </message>
    <message>
        <source>unknown map {name!r} (there are: {known})</source>
        <translation>未知的差异图 {name!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>pictures of different sizes cannot be compared: {sr} and {reference}</source>
        <translation>尺寸不同的图片无法比较：{sr} 和 {reference}</translation>
    </message>
    <message>
        <source>unknown channel {channel!r} (there are: {known})</source>
        <translation>未知的通道 {channel!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>expected uint8, uint16 or float samples, got {dtype}</source>
        <translation>应为 uint8、uint16 或浮点样本值，得到 {dtype}</translation>
    </message>
    <message>
        <source>pictures of different shapes cannot be compared: {a} and {b}</source>
        <translation>形状不同的图片无法比较：{a} 和 {b}</translation>
    </message>
    <message>
        <source>crop_border is {border}; it cannot be negative</source>
        <translation>crop_border 为 {border}；不能为负</translation>
    </message>
    <message>
        <source>nothing of {size} pixels is left when {border} are cropped on each side</source>
        <translation>{size} 像素每边去掉 {border} 之后什么也不剩</translation>
    </message>
    <message>
        <source>SSIM needs {window} × {window} pixels; {width} × {height} are left</source>
        <translation>SSIM 需要 {window} × {window} 像素；只剩 {width} × {height}</translation>
    </message>
    <message>
        <source>{name} keeps its weights in {other}, which is not beside it: put both into one folder</source>
        <translation>{name} 的权重存放在 {other}，但该文件不在旁边：请把两者放到同一文件夹</translation>
    </message>
    <message>
        <source>{name} keeps its weights in {other}, which is not in its folder: it was not read</source>
        <translation>{name} 的权重存放在 {other}，不在它自己的文件夹内，因此没有读取</translation>
    </message>
    <message>
        <source>{steps} steps of {optimiser} from {start}; losses: {weights}; features by {network}</source>
        <translation>{optimiser} {steps} 步，起点 {start}；损失：{weights}；特征来自 {network}</translation>
    </message>
    <message>
        <source>{name} does not fit the network that it names ({words})</source>
        <translation>{name} 与它所声明的网络不符（{words}）</translation>
    </message>
    <message>
        <source>architecture {config} is not one of {name}</source>
        <translation>网络结构 {config} 不属于 {name}</translation>
    </message>
    <message>
        <source>unknown architecture {name!r} (there are: {known})</source>
        <translation>未知的网络结构 {name!r}（可用：{known}）</translation>
    </message>
    <message>
        <source>the loss network&apos;s file lacks {name!r}: expected torchvision&apos;s VGG-16 or the normalised VGG-19</source>
        <translation>损失网络的文件缺少 {name!r}：应为 torchvision 的 VGG-16 或归一化的 VGG-19</translation>
    </message>
    <message>
        <source>{head}: {words}</source>
        <translation>{head}：{words}</translation>
    </message>
    <message>
        <source>{first} → {then}</source>
        <translation>{first} → {then}</translation>
    </message>
    <message>
        <source>{title}: {protocol}</source>
        <translation>{title}：{protocol}</translation>
    </message>
    <message>
        <source>{place} without {border} pixels along the border</source>
        <translation>{place}，沿边缘去掉 {border} 个像素</translation>
    </message>
    <message>
        <source>{number} {unit}</source>
        <translation>{number} {unit}</translation>
    </message>
    <message>
        <source>{title} {quantity}</source>
        <translation>{title} {quantity}</translation>
    </message>
    <message>
        <source>{what}. Measured on {place}.</source>
        <translation>{what}。测量范围：{place}。</translation>
    </message>
    <message>
        <source>{title} ({unit})</source>
        <translation>{title}（{unit}）</translation>
    </message>
    <message>
        <source>the whole picture</source>
        <translation>整幅图片</translation>
    </message>
    <message>
        <source>{width} × {height} pixels at {x}, {y}</source>
        <translation>位于 {x}, {y} 的 {width} × {height} 像素</translation>
    </message>
    <message>
        <source>{picture}, {method} ×{scale}</source>
        <translation>{picture}，{method} ×{scale}</translation>
    </message>
    <message>
        <source>DASR4/{name}.png is in colour, and a grey picture is expected</source>
        <translation>DASR4/{name}.png 是彩色的，应为灰度图片</translation>
    </message>
    <message>
        <source>a picture has no {number}</source>
        <translation>有一张图片没有 {number}</translation>
    </message>
    <message>
        <source>claims needs --data DIR, a folder of test images (srviewer claims --help tells which)</source>
        <translation>claims 需要 --data DIR，即测试图像的文件夹（srviewer claims --help 说明是哪些）</translation>
    </message>
    <message>
        <source>{folder}: --data does not exist</source>
        <translation>{folder}：--data 不存在</translation>
    </message>
    <message>
        <source>{folder}: neither DASR4 nor Set5 is in it (srviewer claims --help tells what --data holds)</source>
        <translation>{folder}：其中既没有 DASR4 也没有 Set5（srviewer claims --help 说明 --data 应包含什么）</translation>
    </message>
    <message>
        <source>{name} is missing in {folder}</source>
        <translation>{folder} 中缺少 {name}</translation>
    </message>
    <message>
        <source>{folder}: --data is not a folder</source>
        <translation>{folder}：--data 不是文件夹</translation>
    </message>
    <message>
        <source>gain {gain}</source>
        <translation>增益 {gain}</translation>
    </message>
    <message>
        <source>×4, LR of two LL bands, in one step, as published</source>
        <translation>×4，两次取 LL 子带为低分辨率图，一步放大，按论文</translation>
    </message>
    <message>
        <source>×{scale}, {method}</source>
        <translation>×{scale}，{method}</translation>
    </message>
    <message>
        <source>{width} × {height} pixels on {device}</source>
        <translation>{width} × {height} 像素，设备 {device}</translation>
    </message>
    <message>
        <source>×2, bicubic LR, bicubic itself</source>
        <translation>×2，双三次缩小，双三次本身</translation>
    </message>
    <message>
        <source>×2, bicubic LR, registered</source>
        <translation>×2，双三次缩小，配准</translation>
    </message>
    <message>
        <source>×2, bicubic LR, as published</source>
        <translation>×2，双三次缩小，按论文</translation>
    </message>
    <message>
        <source>×4, bicubic LR, bicubic itself</source>
        <translation>×4，双三次缩小，双三次本身</translation>
    </message>
    <message>
        <source>×4, bicubic LR, registered</source>
        <translation>×4，双三次缩小，配准</translation>
    </message>
    <message>
        <source>×4, bicubic LR, as published</source>
        <translation>×4，双三次缩小，按论文</translation>
    </message>
    <message>
        <source>×2, LL-band LR, as published</source>
        <translation>×2，以 LL 子带为低分辨率图，按论文</translation>
    </message>
    <message>
        <source>×4, LR of two LL bands, WZP</source>
        <translation>×4，两次取 LL 子带为低分辨率图，WZP</translation>
    </message>
    <message>
        <source>The LR picture in LL&apos;s place</source>
        <translation>LL 位置上的低分辨率图</translation>
    </message>
    <message>
        <source>its LL band</source>
        <translation>它的 LL 子带</translation>
    </message>
    <message>
        <source>Energy outside the band, at most</source>
        <translation>子带以外的能量，最多</translation>
    </message>
    <message>
        <source>enlarged in its own slot</source>
        <translation>在自己的位置上放大</translation>
    </message>
    <message>
        <source>enlarged as a picture</source>
        <translation>作为图像放大</translation>
    </message>
    <message>
        <source>Bicubic, printed</source>
        <translation>双三次，论文</translation>
    </message>
    <message>
        <source>Bicubic, ours</source>
        <translation>双三次，本程序</translation>
    </message>
    <message>
        <source>SRCNN, printed</source>
        <translation>SRCNN，论文</translation>
    </message>
    <message>
        <source>SRCNN, ours</source>
        <translation>SRCNN，本程序</translation>
    </message>
    <message>
        <source>Mean PSNR-Y (dB)</source>
        <translation>平均 PSNR-Y (dB)</translation>
    </message>
    <message>
        <source>one forward pass</source>
        <translation>一次前向传播</translation>
    </message>
    <message>
        <source>{protocol}, gain {gain}</source>
        <translation>{protocol}，增益 {gain}</translation>
    </message>
    <message>
        <source>printed (128 to 512)</source>
        <translation>论文（128 到 512）</translation>
    </message>
    <message>
        <source>DASR, {variant}</source>
        <translation>DASR，{variant}</translation>
    </message>
    <message>
        <source>DWT+SWT (2011), gain 0.25</source>
        <translation>DWT+SWT（2011 年），增益 0.25</translation>
    </message>
    <message>
        <source>Back-projection (control)</source>
        <translation>反投影（对照）</translation>
    </message>
    <message>
        <source>{scale}, the LR picture as LL</source>
        <translation>{scale}，以低分辨率图作为 LL</translation>
    </message>
    <message>
        <source>{scale}, its own LL band, enlarged, as LL</source>
        <translation>{scale}，以它自己放大的 LL 子带作为 LL</translation>
    </message>
    <message>
        <source>{picture}, LL of the LR ×{scale}</source>
        <translation>{picture}，低分辨率图的 LL ×{scale}</translation>
    </message>
    <message>
        <source>{picture}, bands apart</source>
        <translation>{picture}，各子带分别放大</translation>
    </message>
    <message>
        <source>{picture}, details</source>
        <translation>{picture}，细节</translation>
    </message>
    <message>
        <source>energy of the details over the truth&apos;s, bicubic</source>
        <translation>细节能量与真值之比，双三次</translation>
    </message>
    <message>
        <source>the same, DASR at gain 1</source>
        <translation>同上，DASR，增益 1</translation>
    </message>
    <message>
        <source>{band}: correlation of what DASR adds with what is missing</source>
        <translation>{band}：DASR 所添加与所缺内容的相关系数</translation>
    </message>
    <message>
        <source>×2, registered</source>
        <translation>×2，配准</translation>
    </message>
    <message>
        <source>one forward pass of the network</source>
        <translation>网络的一次前向传播</translation>
    </message>
    <message>
        <source>one step of optimising the picture</source>
        <translation>优化图像的一步</translation>
    </message>
    <message>
        <source>{steps} such steps (reckoned from {timed})</source>
        <translation>{steps} 个这样的步骤（由 {timed} 步推算）</translation>
    </message>
    <message>
        <source>step {step} of optimising a picture</source>
        <translation>优化图像的第 {step} 步</translation>
    </message>
    <message>
        <source>there is no feature network among the weights</source>
        <translation>权重中没有特征网络</translation>
    </message>
    <message>
        <source>Means of Set5</source>
        <translation>Set5 的平均值</translation>
    </message>
    <message>
        <source>our weights</source>
        <translation>本程序的权重</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>The claims, recomputed</source>
        <translation>论文结论的重新计算</translation>
    </message>
    <message>
        <source>By srviewer {version}. Verdicts follow from the numbers by rule (`srviewer/reports/verdicts.py`).</source>
        <translation>由 srviewer {version} 生成。判定由数值按规则得出（`srviewer/reports/verdicts.py`）。</translation>
    </message>
    <message>
        <source>Source: {source}. Published: {published}.</source>
        <translation>出处：{source}。论文中：{published}。</translation>
    </message>
    <message>
        <source>said of {source}</source>
        <translation>关于 {source} 的说法</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>other pixels</source>
        <translation>像素不同</translation>
    </message>
    <message>
        <source>Ours, {title}:</source>
        <translation>本程序，{title}：</translation>
    </message>
    <message>
        <source>Ours:</source>
        <translation>本程序：</translation>
    </message>
    <message>
        <source>Protocol: {protocol}.</source>
        <translation>测量方式：{protocol}。</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>SHA-256 of its pixels</source>
        <translation>像素的 SHA-256</translation>
    </message>
    <message>
        <source>here</source>
        <translation>这里</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>{outcome}, {words}</source>
        <translation>{outcome}：{words}</translation>
    </message>
    <message>
        <source>{outcome}. {words}</source>
        <translation>{outcome}。{words}</translation>
    </message>
    <message>
        <source>Test images</source>
        <translation>测试图片</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>enlarged</source>
        <translation>放大结果</translation>
    </message>
    <message>
        <source>against the truth</source>
        <translation>与原图对照</translation>
    </message>
    <message>
        <source>against the truth, LR by {degradation}</source>
        <translation>与原图对照，LR 由 {degradation} 得到</translation>
    </message>
    <message>
        <source>{name} ×{scale}, {how}</source>
        <translation>{name} ×{scale}，{how}</translation>
    </message>
    <message>
        <source>parameters for {method}, which is not compared</source>
        <translation>给了 {method} 的参数，但它不在对比之列</translation>
    </message>
    <message>
        <source>scale {scale}: expected {known}</source>
        <translation>倍数 {scale}：应为 {known}</translation>
    </message>
    <message>
        <source>the truth is not {scale} times as high and wide as the picture, or not of its colours</source>
        <translation>原图的高和宽不是图片的 {scale} 倍，或颜色通道不同</translation>
    </message>
    <message>
        <source>{name}: {why}</source>
        <translation>{name}：{why}</translation>
    </message>
    <message>
        <source>in a benchmark the picture is the truth: give it alone, or give the LR to upscale</source>
        <translation>基准测试中图片本身就是原图：请只给出它，或以 upscale 模式给出 LR</translation>
    </message>
    <message>
        <source>{path}: expected a name that ends in {known}</source>
        <translation>{path}：文件名应以下列之一结尾：{known}</translation>
    </message>
    <message>
        <source>a contact sheet needs at least one method</source>
        <translation>对比图至少需要一种方法</translation>
    </message>
    <message>
        <source>mode {mode!r}: expected upscale or benchmark</source>
        <translation>模式 {mode!r}：应为 upscale 或 benchmark</translation>
    </message>
    <message>
        <source>scale {scale}: expected one of {known}</source>
        <translation>倍数 {scale}：应为以下之一：{known}</translation>
    </message>
    <message>
        <source>pane {selected} is not one of {count}</source>
        <translation>没有编号 {selected} 的窗格，一共 {count} 个</translation>
    </message>
    <message>
        <source>region {region} is not one of {count}</source>
        <translation>没有编号 {region} 的区域，一共 {count} 个</translation>
    </message>
    <message>
        <source>this result was not opened in this session</source>
        <translation>这个结果没有在本次运行中打开</translation>
    </message>
    <message>
        <source>the weights have changed since it was saved ({known}): these results may differ</source>
        <translation>保存之后权重已改变（{known}）：这些结果可能不同</translation>
    </message>
    <message>
        <source>LR by {degradation}</source>
        <translation>LR 缩小方式：{degradation}</translation>
    </message>
    <message>
        <source>LR from {name}</source>
        <translation>LR 来自 {name}</translation>
    </message>
    <message>
        <source>Input by {degradation}</source>
        <translation>输入由 {degradation} 得到</translation>
    </message>
    <message>
        <source>this comparison is damaged: a region is not x, y, width and height in pixels</source>
        <translation>这个比较已损坏：有一个区域不是以像素计的 x、y、宽和高</translation>
    </message>
    <message>
        <source>this comparison cannot be shown: {error}</source>
        <translation>无法显示这个比较：{error}</translation>
    </message>
    <message>
        <source>this comparison is damaged: {name!r} of {method!r} is neither a word nor a number</source>
        <translation>这个比较已损坏：{method!r} 的 {name!r} 既不是文字也不是数</translation>
    </message>
    <message>
        <source>this comparison is damaged: the picture inside is not whole</source>
        <translation>这个比较已损坏：其中的图片不完整</translation>
    </message>
    <message>
        <source>{path}: not there, or not a file</source>
        <translation>{path}：不存在，或不是文件</translation>
    </message>
    <message>
        <source>{path}: too large for a comparison</source>
        <translation>{path}：太大，不是比较文件</translation>
    </message>
    <message>
        <source>{path}: cannot be read ({reason})</source>
        <translation>{path}：无法读取（{reason}）</translation>
    </message>
    <message>
        <source>a thumbnail has 1 to {most} pixels a side, not {size}</source>
        <translation>缩略图的边长应为 1 到 {most} 像素，而不是 {size}</translation>
    </message>
    <message>
        <source>{path}: no table with a heading and a row a picture</source>
        <translation>{path}：不是带表头且每行一张图片的表格</translation>
    </message>
    <message>
        <source>{path}: it names none of these pictures</source>
        <translation>{path}：其中没有这些图片的名称</translation>
    </message>
    <message>
        <source>Y of studio range, not rounded</source>
        <translation>studio 范围的 Y，不取整</translation>
    </message>
    <message>
        <source>Y of studio range, rounded to 8 bits</source>
        <translation>studio 范围的 Y，取整到 8 位</translation>
    </message>
    <message>
        <source>Y of full range (JPEG), not rounded</source>
        <translation>全范围的 Y（JPEG），不取整</translation>
    </message>
    <message>
        <source>Y of full range (JPEG), rounded to 8 bits</source>
        <translation>全范围的 Y（JPEG），取整到 8 位</translation>
    </message>
    <message>
        <source>R, G and B together</source>
        <translation>R、G、B 合在一起</translation>
    </message>
    <message>
        <source>the mean of R, G and B</source>
        <translation>R、G、B 的平均值</translation>
    </message>
    <message>
        <source>Gaussian window, where it lies inside</source>
        <translation>高斯窗，仅在图内</translation>
    </message>
    <message>
        <source>Gaussian window, also over the rim (MATLAB&apos;s ssim)</source>
        <translation>高斯窗，包括边缘（MATLAB 的 ssim）</translation>
    </message>
    <message>
        <source>uniform window of 7 × 7 (scikit-image&apos;s default)</source>
        <translation>7 × 7 均匀窗（scikit-image 默认）</translation>
    </message>
    <message>
        <source>border {count}</source>
        <translation>边框 {count}</translation>
    </message>
    <message>
        <source>{printed!r} is no PSNR or SSIM such as 28.42 or 0.8104</source>
        <translation>{printed!r} 不是像 28.42 或 0.8104 这样的 PSNR 或 SSIM</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>{path} is not a folder</source>
        <translation>{path} 不是文件夹</translation>
    </message>
    <message>
        <source>{known} is not what it was when this was saved: these results may differ</source>
        <translation>保存之后 {known} 已改变：这些结果可能不同</translation>
    </message>
    <message>
        <source>{path}: {error}</source>
        <translation>{path}：{error}</translation>
    </message>
    <message>
        <source>no training picture has a side of {patch} pixels or more</source>
        <translation>没有一张训练图片的边长达到 {patch} 像素</translation>
    </message>
    <message>
        <source>{folder}: no pictures ({kinds}) are in this folder</source>
        <translation>{folder}：这个文件夹里没有图片（{kinds}）</translation>
    </message>
    <message>
        <source>{path}: smaller than {scale} × {scale} pixels</source>
        <translation>{path}：小于 {scale} × {scale} 像素</translation>
    </message>
    <message>
        <source>{path}: not readable as a picture ({error})</source>
        <translation>{path}：无法作为图片读取（{error}）</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>the machine runs on its battery: training would empty it soon</source>
        <translation>电脑正在用电池：训练会很快耗尽电量</translation>
    </message>
    <message>
        <source>{method} supports {scales}, not ×{scale}</source>
        <translation>{method} 支持 {scales}，不支持 ×{scale}</translation>
    </message>
    <message>
        <source>no weights for {method} in {folder}</source>
        <translation>{folder} 中没有 {method} 的权重</translation>
    </message>
    <message>
        <source>{name}={value}: expected {minimum:g} to {maximum:g}</source>
        <translation>{name}={value}：应为 {minimum:g} 到 {maximum:g}</translation>
    </message>
    <message>
        <source>slug {slug!r}: expected letters a to z, digits, &apos;_&apos;, &apos;.&apos; and &apos;-&apos;</source>
        <translation>slug {slug!r}：只能含有字母 a 到 z、数字、&apos;_&apos;、&apos;.&apos; 和 &apos;-&apos;</translation>
    </message>
    <message>
        <source>{method}: scales are some of {known}</source>
        <translation>{method}：倍数应取自 {known}</translation>
    </message>
    <message>
        <source>{name}={value}: expected one of {some}</source>
        <translation>{name}={value}：应为以下之一：{some}</translation>
    </message>
    <message>
        <source>{name}={value}: expected a number</source>
        <translation>{name}={value}：应为数</translation>
    </message>
    <message>
        <source>{method} has no parameter {name!r} (it has: {have})</source>
        <translation>{method} 没有参数 {name!r}（有：{have}）</translation>
    </message>
    <message>
        <source>{title} ×{scale}</source>
        <translation>{title} ×{scale}</translation>
    </message>
    <message>
        <source>it is shifted by about {x:.1f} px across and {y:.1f} px down</source>
        <translation>它大约向右偏移 {x:.1f} 像素、向下偏移 {y:.1f} 像素</translation>
    </message>
    <message>
        <source>it is shifted by {x} px across and {y} px down: moved back, its PSNR would be {gain:.1f} dB higher</source>
        <translation>它向右偏移 {x} 像素、向下偏移 {y} 像素：移回后 PSNR 会高 {gain:.1f} dB</translation>
    </message>
    <message>
        <source>not used, another file has the same name</source>
        <translation>因已有同名文件而未使用</translation>
    </message>
    <message>
        <source>{title}, {rounds} rounds</source>
        <translation>{title}，{rounds} 轮</translation>
    </message>
    <message>
        <source>{title}, 1 round</source>
        <translation>{title}，1 轮</translation>
    </message>
    <message>
        <source>reduced by bicubic to ×{scale}</source>
        <translation>由双三次缩小到 ×{scale}</translation>
    </message>
    <message>
        <source>DASR enlarges by 2 or more, not by {scale}</source>
        <translation>DASR 的倍数至少为 2，不能是 {scale}</translation>
    </message>
    <message>
        <source>DASR takes one plane (H, W), not an array of shape {image}</source>
        <translation>DASR 接受一个平面 (H, W)，而不是形状为 {image} 的数组</translation>
    </message>
    <message>
        <source>DASR: expected {known}, not {value!r}</source>
        <translation>DASR：应为 {known}，而不是 {value!r}</translation>
    </message>
    <message>
        <source>DWT+SWT takes one plane (H, W), not an array of shape {image}</source>
        <translation>DWT+SWT 接受一个平面 (H, W)，而不是形状为 {image} 的数组</translation>
    </message>
    <message>
        <source>{architecture} ×{scale} · {count} M parameters</source>
        <translation>{architecture} ×{scale} · {count} M 参数</translation>
    </message>
    <message>
        <source>the model {title} is not in the library here (sha256 {checksum}…): add its file</source>
        <translation>模型库中没有模型 {title}（sha256 {checksum}…）：请添加其文件</translation>
    </message>
    <message>
        <source>seamless, with {reach} pixels around each</source>
        <translation>无接缝，每块四周多取 {reach} 像素</translation>
    </message>
    <message>
        <source>about {seconds} s and {memory} in one piece on the CPU</source>
        <translation>在 CPU 上整幅处理约需 {seconds} 秒、{memory}</translation>
    </message>
    <message>
        <source>{architecture} ×{scale}</source>
        <translation>{architecture} ×{scale}</translation>
    </message>
    <message>
        <source>1, grey or Y</source>
        <translation>1，灰度或 Y</translation>
    </message>
    <message>
        <source>3, RGB</source>
        <translation>3，RGB</translation>
    </message>
    <message>
        <source>4, RGB and alpha</source>
        <translation>4，RGB 与透明度</translation>
    </message>
    <message>
        <source>not in tiles: it needs the whole picture</source>
        <translation>不分块：需要整幅图像</translation>
    </message>
    <message>
        <source>tiles show: it looks further than {reach} pixels</source>
        <translation>分块处可见接缝：其感受范围超过 {reach} 像素</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道顺序</translation>
    </message>
    <message>
        <source>in which order the network takes red, green and blue</source>
        <translation>网络按何种顺序接收红、绿、蓝</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>float16 is quicker on many GPUs, and coarser; not every architecture does it</source>
        <translation>float16 在许多 GPU 上更快，但精度较低；并非所有架构都支持</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>{height} × {width} pixels only</source>
        <translation>仅 {height} × {width} 像素</translation>
    </message>
    <message>
        <source>the file names none</source>
        <translation>文件未注明</translation>
    </message>
    <message>
        <source>not in the library</source>
        <translation>不在模型库中</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>This picture</source>
        <translation>这张图片</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>enlarged by bicubic to ×{scale}</source>
        <translation>由双三次放大到 ×{scale}</translation>
    </message>
    <message>
        <source>{file}: the network gave {count} channels</source>
        <translation>{file}：网络给出了 {count} 个通道</translation>
    </message>
    <message>
        <source>{name} gave {shape} of {width} × {height} pixels</source>
        <translation>{name} 对 {width} × {height} 像素的输入给出了 {shape}</translation>
    </message>
    <message>
        <source>{name} cannot do {width} × {height} pixels ({words})</source>
        <translation>{name} 无法处理 {width} × {height} 像素（{words}）</translation>
    </message>
    <message>
        <source>no weights for the style {style!r}</source>
        <translation>没有风格 {style!r} 的权重</translation>
    </message>
    <message>
        <source>Style {style}</source>
        <translation>风格 {style}</translation>
    </message>
    <message>
        <source>no weights for {method} x{scale} in {folder}</source>
        <translation>{folder} 中没有 {method} x{scale} 的权重</translation>
    </message>
    <message>
        <source>{file}: its twin {twin} is not in the manifest</source>
        <translation>{file}：清单中没有它的对照网络 {twin}</translation>
    </message>
    <message>
        <source>{path}: {size} bytes is more than weights here can have ({most})</source>
        <translation>{path}：{size} 字节超过权重文件的上限（{most}）</translation>
    </message>
    <message>
        <source>{path}: damaged or replaced (its checksum is not the manifest&apos;s)</source>
        <translation>{path}：已损坏或被替换（校验和与清单不符）</translation>
    </message>
    <message>
        <source>{path}: not readable as safetensors ({error})</source>
        <translation>{path}：无法作为 safetensors 读取（{error}）</translation>
    </message>
    <message>
        <source>{path}: manifest version {version} is not known here</source>
        <translation>{path}：不认识清单版本 {version}</translation>
    </message>
    <message>
        <source>{path}: not a manifest of weights ({error})</source>
        <translation>{path}：不是权重清单（{error}）</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>文件或文件夹不存在</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许此操作</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>这不是文件夹</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统只读</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入/输出错误</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>设备或资源正忙</translation>
    </message>
    <message>
        <source>image file is truncated</source>
        <translation>图像文件不完整</translation>
    </message>
    <message>
        <source>broken data stream when reading image file</source>
        <translation>图像数据流已损坏</translation>
    </message>
    <message>
        <source>unrecognized data stream contents when reading image file</source>
        <translation>图像数据流的内容无法识别</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first} 和 {second}</translation>
    </message>
    <message>
        <source>how much of the enlarged detail subbands is added</source>
        <translation>采用多少放大后的细节子带</translation>
    </message>
    <message>
        <source>the input of every method</source>
        <translation>各方法的输入</translation>
    </message>
    <message>
        <source>cycles per pixel</source>
        <translation>周/像素</translation>
    </message>
    <message>
        <source>reflected</source>
        <translation>反射</translation>
    </message>
    <message>
        <source>periodised</source>
        <translation>周期化</translation>
    </message>
    <message>
        <source>antireflected</source>
        <translation>反对称反射</translation>
    </message>
    <message>
        <source>its chromaticities are invalid</source>
        <translation>其色度坐标无效</translation>
    </message>
    <message>
        <source>one extra sample per pixel, not marked as transparency, was ignored</source>
        <translation>每像素有一个未注明为透明度的额外样本，已忽略</translation>
    </message>
    <message>
        <source>{count} extra samples per pixel were ignored</source>
        <translation>每像素 {count} 个额外样本已忽略</translation>
    </message>
    <message>
        <source>the embedded profile was ignored, since {error}; sRGB is assumed</source>
        <translation>未使用内嵌的色彩配置文件，因为{error}；按 sRGB 处理</translation>
    </message>
    <message>
        <source>{label} is a web address, and srviewer downloads nothing: save the picture first.</source>
        <translation>{label} 是网址，srviewer 不会下载任何内容：请先把图片保存下来。</translation>
    </message>
    <message>
        <source>{label} claims more pixels than can be decoded: {reason}.</source>
        <translation>{label} 自称的像素数超出了可解码的范围：{reason}。</translation>
    </message>
    <message>
        <source>not saved, since {kind} cannot hold it: text ({keys})</source>
        <translation>{kind} 无法保存，已略去：文本（{keys}）</translation>
    </message>
    <message>
        <source>an unsupported kind of JPEG (frame {frame:X})</source>
        <translation>不支持的 JPEG 类型（帧 {frame:X}）</translation>
    </message>
    <message>
        <source>the colour space of the file was ignored, since {error}; sRGB is assumed</source>
        <translation>文件的颜色空间未采用，因为{error}；按 sRGB 处理</translation>
    </message>
    <message>
        <source>a damaged chunk was ignored: {name}</source>
        <translation>已忽略损坏的数据块：{name}</translation>
    </message>
    <message>
        <source>a picture of {width} × {height} pixels cannot be created</source>
        <translation>无法生成 {width} × {height} 像素的图片</translation>
    </message>
    <message>
        <source>a TIFF of a volume or a table, not a picture</source>
        <translation>TIFF 中是体数据或表格，而不是图片</translation>
    </message>
    <message>
        <source>an unsupported kind of TIFF ({name})</source>
        <translation>不支持的 TIFF 类型（{name}）</translation>
    </message>
    <message>
        <source>a TIFF with an unsupported compression ({name})</source>
        <translation>使用了不支持的压缩方式的 TIFF（{name}）</translation>
    </message>
    <message>
        <source>a TIFF of {bits} bits per sample of the kind {kind}, which is not supported</source>
        <translation>每样本 {bits} 位、类型为 {kind} 的 TIFF，不受支持</translation>
    </message>
    <message>
        <source>an unsupported kind of L*a*b*</source>
        <translation>不支持的 L*a*b* 类型</translation>
    </message>
    <message>
        <source>the header does not end: a line &apos;---&apos; is missing after it</source>
        <translation>文件头没有结束：其后缺少一行 &apos;---&apos;</translation>
    </message>
    <message>
        <source>{key!r} has no value</source>
        <translation>{key!r} 缺少值</translation>
    </message>
    <message>
        <source>there is no pane {name!r}: write &apos;truth&apos;, &apos;lr&apos;, or a line &apos;result: noise 26 dB&apos;</source>
        <translation>没有窗格 {name!r}：请写 &apos;truth&apos;、&apos;lr&apos;，或单独一行 &apos;result: noise 26 dB&apos;</translation>
    </message>
    <message>
        <source>&apos;set&apos; is for a page of Look inside: write &apos;look: inside NAME&apos; before it</source>
        <translation>&apos;set&apos; 用于“查看内部”的页面：请在它之前写 &apos;look: inside NAME&apos;</translation>
    </message>
    <message>
        <source>the header lacks {key!r}</source>
        <translation>文件头缺少 {key!r}</translation>
    </message>
    <message>
        <source>{key} is a whole number from 1 to 999, not {value!r}</source>
        <translation>{key} 应为 1 到 999 的整数，而不是 {value!r}</translation>
    </message>
    <message>
        <source>{key!r} appears twice in one step</source>
        <translation>{key!r} 在同一步骤中出现了两次</translation>
    </message>
    <message>
        <source>there is no pane {number} in this step</source>
        <translation>这一步没有第 {number} 个窗格</translation>
    </message>
    <message>
        <source>the picture has samples that are not finite (NaN or infinity)</source>
        <translation>图片中有不是有限数的样本（NaN 或无穷大）</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first}{second}</translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}、{second}</translation>
    </message>
    <message>
        <source>{first}; {second}</source>
        <translation>{first}；{second}</translation>
    </message>
    <message>
        <source>crop {crop} is not inside the {width} × {height} pixels of the result</source>
        <translation>裁剪区域 {crop} 不在结果的 {width} × {height} 像素之内</translation>
    </message>
    <message>
        <source>--plot draws curves over the strength of a degradation, which needs two strengths of one kind, as in --degradation gaussian:1,gaussian:2</source>
        <translation>--plot 画出随缩小方式强度变化的曲线，需要同一种的两个强度，例如 --degradation gaussian:1,gaussian:2</translation>
    </message>
    <message>
        <source>{path}: a plot is written as {known}</source>
        <translation>{path}：图表的格式为 {known}</translation>
    </message>
    <message>
        <source>--plot needs matplotlib: pip install &apos;srviewer[train]&apos;</source>
        <translation>--plot 需要 matplotlib：pip install &apos;srviewer[train]&apos;</translation>
    </message>
    <message>
        <source>figure format</source>
        <translation>图片格式</translation>
    </message>
    <message>
        <source>table format</source>
        <translation>表格格式</translation>
    </message>
    <message>
        <source>a slider page compares at least two pictures: name more methods</source>
        <translation>带滑块的网页至少比较两张图片：请指定更多方法</translation>
    </message>
    <message>
        <source>the pictures of a slider page must have one size; these have {listed}</source>
        <translation>带滑块的网页中各图片的尺寸必须相同；这些为 {listed}</translation>
    </message>
    <message>
        <source>colour {colour!r}: expected #rrggbb</source>
        <translation>颜色 {colour!r}：应为 #rrggbb</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} 像素</translation>
    </message>
    <message>
        <source>How pictures and numbers are made</source>
        <translation>图像和数值的由来</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>{path}: exists already (--overwrite replaces it)</source>
        <translation>{path}：已存在（--overwrite 覆盖）</translation>
    </message>
    <message>
        <source>{target}: exists already; choose another folder</source>
        <translation>{target}：已存在；请选择另一个文件夹</translation>
    </message>
    <message>
        <source>Under the protocol it is printed with ({protocol}) our figures differ by up to {off} dB.</source>
        <translation>按表格所标的测量方式（{protocol}），本程序的数值最多相差 {off} dB。</translation>
    </message>
    <message>
        <source>No protocol gives it; the nearest is {protocol}, up to {off} dB off.</source>
        <translation>没有一种测量方式能得到它；最接近的是 {protocol}，最多相差 {off} dB。</translation>
    </message>
    <message>
        <source>{whole} gives no more than {part} on any picture.</source>
        <translation>{whole} 在任何图上都不优于 {part}。</translation>
    </message>
    <message>
        <source>Enlarged as a picture by bicubic, it leaves {share} of it elsewhere.</source>
        <translation>用双三次作为图像放大时，它在别处留下{share}的能量。</translation>
    </message>
    <message>
        <source>Enlarged in its own slot, a band leaves {share} of its energy in the others.</source>
        <translation>在自己的位置上放大时，一个子带在其他子带中留下{share}的能量。</translation>
    </message>
    <message>
        <source>up to {percent} %</source>
        <translation>最多 {percent} % </translation>
    </message>
    <message>
        <source>The details have {least} to {most} % of the true energy, bicubic&apos;s {rival_least} to {rival_most} %</source>
        <translation>细节有真值能量的 {least} 至 {most} %，双三次的为 {rival_least} 至 {rival_most} %</translation>
    </message>
    <message>
        <source>their correlation with the details that are missing is {least} to {most}</source>
        <translation>它们与所缺细节的相关系数为 {least} 至 {most}</translation>
    </message>
    <message>
        <source>{energy}, and {likeness}.</source>
        <translation>{energy}，{likeness}。</translation>
    </message>
    <message>
        <source>{title} stays up to {by} dB below the printed figures.</source>
        <translation>{title} 比论文的数值最多低 {by} dB。</translation>
    </message>
    <message>
        <source>{title} reaches the printed figures at {where}, and within {by} dB elsewhere.</source>
        <translation>{title} 在 {where} 达到论文的数值，其余相差不超过 {by} dB。</translation>
    </message>
    <message>
        <source>{name}: {ours} dB, {by} dB below the printed {printed}.</source>
        <translation>{name}：{ours} dB，比论文的 {printed} 低 {by} dB。</translation>
    </message>
    <message>
        <source>One forward pass takes {forward}; {steps} steps of {step} each take {all}: {ratio} times as long, rounded {found}; the paper has {orders}.</source>
        <translation>一次前向传播用 {forward}；{steps} 步，每步 {step}，共 {all}：是前者的 {ratio} 倍，取整为{found}；论文为 {orders} 个。</translation>
    </message>
    <message>
        <source>{title} against {rival}: {by_psnr}; {by_distance}. By far means {decibels} dB more, or at most {percent} % of the distance. {title} is trained for that distance: no proof by itself.</source>
        <translation>{title} 与 {rival} 相比：{by_psnr}；{by_distance}。“好得多”指高出 {decibels} dB，或距离不超过对方的 {percent} %。{title} 正是为这个距离训练的：仅凭这一点不能证明什么。</translation>
    </message>
    <message>
        <source>by {measure} now better, now worse</source>
        <translation>按{measure}有时更好、有时更差</translation>
    </message>
    <message>
        <source>because {reason}.</source>
        <translation>{reason}。</translation>
    </message>
    <message>
        <source>It must be so: what the inverse transform is given, the transform gives back.</source>
        <translation>这是必然的：给逆变换的内容，变换会原样给回。</translation>
    </message>
    <message>
        <source>Below {percent} %: only {bands}.</source>
        <translation>低于 {percent} % 的只有 {bands}。</translation>
    </message>
    <message>
        <source>less than 0.01 %</source>
        <translation>不到 0.01 % </translation>
    </message>
    <message>
        <source>{energy}; but {likeness}: they have energy, but hardly the right signs, so sharper and wrong.</source>
        <translation>{energy}；但{likeness}：它们有能量，符号却几乎不对，所以更锐利，却是错的。</translation>
    </message>
    <message>
        <source>{name}: {ours} dB, {by} dB above the printed {printed}.</source>
        <translation>{name}：{ours} dB，比论文的 {printed} 高 {by} dB。</translation>
    </message>
    <message>
        <source>no order of magnitude</source>
        <translation>不到一个数量级</translation>
    </message>
    <message>
        <source>1 order of magnitude</source>
        <translation> 1 个数量级</translation>
    </message>
    <message>
        <source>{count} orders of magnitude</source>
        <translation> {count} 个数量级</translation>
    </message>
    <message>
        <source>by {measure} better by far</source>
        <translation>按{measure}好得多</translation>
    </message>
    <message>
        <source>by {measure} better, not by far</source>
        <translation>按{measure}更好，但不是好得多</translation>
    </message>
    <message>
        <source>by {measure} worse</source>
        <translation>按{measure}更差</translation>
    </message>
    <message>
        <source>because {reason}</source>
        <translation>{reason}</translation>
    </message>
    <message>
        <source>{scale}, {variant}: {standing}.</source>
        <translation>{scale}，{variant}：{standing}。</translation>
    </message>
    <message>
        <source>{rivals} ({scale}, {variant})</source>
        <translation>{rivals}（{scale}，{variant}）</translation>
    </message>
    <message>
        <source>{name}: {least} to {most} dB.</source>
        <translation>{name}：{least} 至 {most} dB。</translation>
    </message>
    <message>
        <source>{band}: correlation {least} to {most}.</source>
        <translation>{band}：相关系数 {least} 至 {most}。</translation>
    </message>
    <message>
        <source>{title} reaches the printed figures.</source>
        <translation>{title} 达到论文的数值。</translation>
    </message>
    <message>
        <source>{name} (up to {off} dB)</source>
        <translation>{name}（最多 {off} dB）</translation>
    </message>
    <message>
        <source>above {name} (by {least} to {most} dB)</source>
        <translation>高于 {name}（{least} 至 {most} dB）</translation>
    </message>
    <message>
        <source>below {name} (by {least} to {most} dB)</source>
        <translation>低于 {name}（{least} 至 {most} dB）</translation>
    </message>
    <message>
        <source>equal to {name}</source>
        <translation>与 {name} 相等</translation>
    </message>
    <message>
        <source>now above, now below {name} ({least} to {most} dB)</source>
        <translation>有时高于、有时低于 {name}（{least} 至 {most} dB）</translation>
    </message>
    <message>
        <source>LR, continued beyond its edges</source>
        <translation>低分辨率图，延续到边缘之外</translation>
    </message>
    <message>
        <source>DWT</source>
        <translation>小波变换</translation>
    </message>
    <message>
        <source>One level of the wavelet transform: a smooth band and three of details.</source>
        <translation>一级小波变换：一个平滑子带和三个细节子带。</translation>
    </message>
    <message>
        <source>LL</source>
        <translation>LL</translation>
    </message>
    <message>
        <source>LH</source>
        <translation>LH</translation>
    </message>
    <message>
        <source>HL</source>
        <translation>HL</translation>
    </message>
    <message>
        <source>HH</source>
        <translation>HH</translation>
    </message>
    <message>
        <source>Details enlarged</source>
        <translation>放大细节</translation>
    </message>
    <message>
        <source>Each detail band is enlarged by the scale, by itself, bicubic.</source>
        <translation>每个细节子带各自用双三次放大到所需倍数。</translation>
    </message>
    <message>
        <source>LH enlarged</source>
        <translation>放大的 LH</translation>
    </message>
    <message>
        <source>HL enlarged</source>
        <translation>放大的 HL</translation>
    </message>
    <message>
        <source>HH enlarged</source>
        <translation>放大的 HH</translation>
    </message>
    <message>
        <source>LH of the truth</source>
        <translation>真值的 LH</translation>
    </message>
    <message>
        <source>HL of the truth</source>
        <translation>真值的 HL</translation>
    </message>
    <message>
        <source>HH of the truth</source>
        <translation>真值的 HH</translation>
    </message>
    <message>
        <source>In place of LL</source>
        <translation>代替 LL</translation>
    </message>
    <message>
        <source>The LR itself, which holds more than LL, takes its place.</source>
        <translation>低分辨率图本身含有比 LL 更多的信息，由它代替 LL。</translation>
    </message>
    <message>
        <source>LR, enlarged by half the scale, times the gain of LL</source>
        <translation>低分辨率图放大到一半倍数，乘以 LL 的增益</translation>
    </message>
    <message>
        <source>LL enlarged</source>
        <translation>放大的 LL</translation>
    </message>
    <message>
        <source>LL of the truth</source>
        <translation>真值的 LL</translation>
    </message>
    <message>
        <source>LR minus LL enlarged</source>
        <translation>低分辨率图减去放大的 LL</translation>
    </message>
    <message>
        <source>Four slots</source>
        <translation>四个位置</translation>
    </message>
    <message>
        <source>What goes into the inverse transform, the details times their gain.</source>
        <translation>送入逆变换的内容，细节已乘以增益。</translation>
    </message>
    <message>
        <source>LL slot</source>
        <translation>LL 位置</translation>
    </message>
    <message>
        <source>LH slot</source>
        <translation>LH 位置</translation>
    </message>
    <message>
        <source>HL slot</source>
        <translation>HL 位置</translation>
    </message>
    <message>
        <source>HH slot</source>
        <translation>HH 位置</translation>
    </message>
    <message>
        <source>Inverse DWT</source>
        <translation>逆小波变换</translation>
    </message>
    <message>
        <source>The four slots make one picture.</source>
        <translation>四个位置合成一幅图。</translation>
    </message>
    <message>
        <source>Inverse DWT of the four slots</source>
        <translation>四个位置的逆小波变换</translation>
    </message>
    <message>
        <source>The filters&apos; delay is taken back: on the grid of bicubic.</source>
        <translation>补偿滤波器的延迟：与双三次的网格对齐。</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>未配准</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>已配准</translation>
    </message>
    <message>
        <source>Registered minus not registered</source>
        <translation>已配准减未配准</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>The picture&apos;s own part.</source>
        <translation>图片自身的部分。</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>真值</translation>
    </message>
    <message>
        <source>Result minus truth</source>
        <translation>结果减真值</translation>
    </message>
    <message>
        <source>Bicubic input</source>
        <translation>双三次输入</translation>
    </message>
    <message>
        <source>The LR&apos;s Y, enlarged before the network sees it.</source>
        <translation>低分辨率图的 Y，先放大再交给网络。</translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>First-layer filters</source>
        <translation>第一层滤波器</translation>
    </message>
    <message>
        <source>filter {}</source>
        <translation>滤波器 {}</translation>
    </message>
    <message>
        <source>Patch extraction</source>
        <translation>图像块提取</translation>
    </message>
    <message>
        <source>map {}</source>
        <translation>特征图 {}</translation>
    </message>
    <message>
        <source>Non-linear mapping</source>
        <translation>非线性映射</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>Each map through its own weights: all these are added.</source>
        <translation>每个特征图经各自的权重，然后全部相加。</translation>
    </message>
    <message>
        <source>addend {}</source>
        <translation>加数 {}</translation>
    </message>
    <message>
        <source>result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>The picture as it is; nothing is enlarged before the network.</source>
        <translation>图片原样送入；网络之前不做放大。</translation>
    </message>
    <message>
        <source>First convolution</source>
        <translation>第一次卷积</translation>
    </message>
    <message>
        <source>9 × 9 patterns of colour, at the LR&apos;s size.</source>
        <translation>低分辨率尺寸上的 9 × 9 彩色模式。</translation>
    </message>
    <message>
        <source>The maps before, and what two convolutions add to them.</source>
        <translation>之前的特征图，加上两次卷积增加的内容。</translation>
    </message>
    <message>
        <source>Enlargement</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Each pixel four times, then refined by a convolution.</source>
        <translation>每个像素复制四份，再由卷积细化。</translation>
    </message>
    <message>
        <source>×{}, map {}</source>
        <translation>×{}，特征图 {}</translation>
    </message>
    <message>
        <source>A 9 × 9 convolution to RGB, and tanh.</source>
        <translation>9 × 9 卷积到 RGB，再取 tanh。</translation>
    </message>
    <message>
        <source>The channels in which result and truth differ most.</source>
        <translation>结果与真值差别最大的通道。</translation>
    </message>
    <message>
        <source>channel {}, result</source>
        <translation>通道 {}，结果</translation>
    </message>
    <message>
        <source>channel {}, truth</source>
        <translation>通道 {}，真值</translation>
    </message>
    <message>
        <source>Pixel loss</source>
        <translation>像素损失</translation>
    </message>
    <message>
        <source>The squared error of each pixel, mean over the channels.</source>
        <translation>每个像素的平方误差，对通道取平均。</translation>
    </message>
    <message>
        <source>truth</source>
        <translation>真值</translation>
    </message>
    <message>
        <source>pixel loss</source>
        <translation>像素损失</translation>
    </message>
    <message>
        <source>Feature loss</source>
        <translation>特征损失</translation>
    </message>
    <message>
        <source>The squared error of the activations at each place of a layer.</source>
        <translation>某层每个位置上激活值的平方误差。</translation>
    </message>
    <message>
        <source>feature loss, relu{}_{}</source>
        <translation>特征损失，relu{}_{}</translation>
    </message>
    <message>
        <source>Style loss</source>
        <translation>风格损失</translation>
    </message>
    <message>
        <source>Gram matrix of the result, relu{}_{}</source>
        <translation>结果的 Gram 矩阵，relu{}_{}</translation>
    </message>
    <message>
        <source>Residual block {}</source>
        <translation>残差块 {}</translation>
    </message>
    <message>
        <source>relu{}_{}</source>
        <translation>relu{}_{}</translation>
    </message>
    <message>
        <source>Gram matrix of the truth, relu{}_{}</source>
        <translation>真值的 Gram 矩阵，relu{}_{}</translation>
    </message>
    <message>
        <source>Total variation</source>
        <translation>全变分</translation>
    </message>
    <message>
        <source>Steps between neighbours; no truth needed.</source>
        <translation>相邻像素之间的变化；不需要真值。</translation>
    </message>
    <message>
        <source>total variation of the result</source>
        <translation>结果的全变分</translation>
    </message>
    <message>
        <source>total variation of the truth</source>
        <translation>真值的全变分</translation>
    </message>
    <message>
        <source>horizontal edges</source>
        <translation>水平边缘</translation>
    </message>
    <message>
        <source>high along x, low along y</source>
        <translation>沿 x 高通，沿 y 低通</translation>
    </message>
    <message>
        <source>vertical edges</source>
        <translation>垂直边缘</translation>
    </message>
    <message>
        <source>high along x, high along y</source>
        <translation>沿 x 高通，沿 y 高通</translation>
    </message>
    <message>
        <source>diagonal edges and corners</source>
        <translation>对角边缘和角点</translation>
    </message>
    <message>
        <source>mirrored, the edge pixel twice: 2 1 | 1 2 3</source>
        <translation>镜像，边缘像素重复：2 1 | 1 2 3</translation>
    </message>
    <message>
        <source>mirrored, the edge pixel once: 3 2 | 1 2 3</source>
        <translation>镜像，边缘像素不重复：3 2 | 1 2 3</translation>
    </message>
    <message>
        <source>repeated, with subbands of half the size: 2 3 | 1 2 3</source>
        <translation>周期延拓，子带为一半大小：2 3 | 1 2 3</translation>
    </message>
    <message>
        <source>repeated: 2 3 | 1 2 3</source>
        <translation>周期延拓：2 3 | 1 2 3</translation>
    </message>
    <message>
        <source>black: 0 0 | 1 2 3</source>
        <translation>黑色：0 0 | 1 2 3</translation>
    </message>
    <message>
        <source>mirrored and negated: -2 -1 | 1 2 3</source>
        <translation>镜像并取负：-2 -1 | 1 2 3</translation>
    </message>
    <message>
        <source>mirrored through the edge pixel: -1 0 | 1 2 3</source>
        <translation>绕边缘像素镜像：-1 0 | 1 2 3</translation>
    </message>
    <message>
        <source>Astronaut</source>
        <translation>宇航员</translation>
    </message>
    <message>
        <source>a portrait: skin, cloth, writing</source>
        <translation>人像：皮肤、织物、文字</translation>
    </message>
    <message>
        <source>Cat</source>
        <translation>猫</translation>
    </message>
    <message>
        <source>fur and whiskers</source>
        <translation>毛发和胡须</translation>
    </message>
    <message>
        <source>Coffee</source>
        <translation>咖啡</translation>
    </message>
    <message>
        <source>smooth tones and bright rims</source>
        <translation>平滑的色调和明亮的杯沿</translation>
    </message>
    <message>
        <source>Cameraman</source>
        <translation>摄影师</translation>
    </message>
    <message>
        <source>grey: grass, sky, hard edges</source>
        <translation>灰度：草地、天空、锐利边缘</translation>
    </message>
    <message>
        <source>Zone plate</source>
        <translation>波带片</translation>
    </message>
    <message>
        <source>every frequency: shows aliasing</source>
        <translation>包含所有频率：显示混叠</translation>
    </message>
    <message>
        <source>Siemens star</source>
        <translation>西门子星</translation>
    </message>
    <message>
        <source>where spokes merge, resolution ends</source>
        <translation>辐条合并之处就是分辨率的极限</translation>
    </message>
    <message>
        <source>Slanted edge</source>
        <translation>斜边</translation>
    </message>
    <message>
        <source>how sharp an edge comes back</source>
        <translation>边缘能恢复得多锐利</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>letters in falling sizes</source>
        <translation>逐渐变小的字母</translation>
    </message>
    <message>
        <source>bicubic (MATLAB)</source>
        <translation>双三次（MATLAB）</translation>
    </message>
    <message>
        <source>wavelet LL band</source>
        <translation>小波 LL 子带</translation>
    </message>
    <message>
        <source>Gaussian blur, bicubic</source>
        <translation>高斯模糊，再双三次</translation>
    </message>
    <message>
        <source>Blur, in pixels</source>
        <translation>模糊，像素</translation>
    </message>
    <message>
        <source>bicubic, then JPEG</source>
        <translation>双三次，再 JPEG</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG 质量</translation>
    </message>
    <message>
        <source>bicubic, then noise</source>
        <translation>双三次，再加噪声</translation>
    </message>
    <message>
        <source>Noise, of 255</source>
        <translation>噪声，以 255 为满</translation>
    </message>
</context>
<context>
    <name>program</name>
    <message>
        <source>Something failed unexpectedly ({}); the details are in {}</source>
        <translation>发生意外错误（{}）；详情见 {}</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>srviewer closed unexpectedly last time. Your comparison was kept.</source>
        <translation>srviewer 上次意外退出。当时的比较已保留。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>The settings file was damaged and moved to {}; all settings were reset.</source>
        <translation>设置文件已损坏，已移到 {}；所有设置均已重置。</translation>
    </message>
    <message>
        <source>Settings cannot be saved: {} is not writable.</source>
        <translation>无法保存设置：{} 不可写。</translation>
    </message>
    <message>
        <source>No log is written: {} is not writable.</source>
        <translation>无法记录日志：{} 不可写。</translation>
    </message>
</context>
<context>
    <name>titles</name>
    <message>
        <source>Truth</source>
        <translation>真值</translation>
    </message>
    <message>
        <source>Low resolution</source>
        <translation>低分辨率</translation>
    </message>
</context>
</TS>
