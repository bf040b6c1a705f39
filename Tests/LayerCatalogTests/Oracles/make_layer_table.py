"""Prints one line per case from live Keras: class | settings | inputs | variables | outputs.

usage: make_layer_table.py keras > keras-3.15.1.txt
       make_layer_table.py tf_keras > layers.txt    (and behind it the lines of `make_operation_table.py tf_keras`)

Needs keras 3.15.1, tf_keras 2.21.0, tensorflow 2.21.0, numpy and scipy. Settings are `get_config()` without what no
shape depends on. `?` is an unknown extent, `!` a variable that is not trainable, `refused` an error of Keras,
`-` what was not looked at. Cases are `case(make a layer, input shapes)`; what Keras refuses is told on stderr.
"""
import os, sys, json, itertools
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
import warnings; warnings.filterwarnings("ignore")
import numpy as np
which=sys.argv[1]
if which=="keras":
    import keras as K
else:
    import tf_keras as K
L=K.layers
three=which=="keras"
DROP=("initializer","regularizer","constraint")
def trim(c):
    if isinstance(c,dict):
        r={}
        for k,v in c.items():
            if k.endswith(DROP) or k in ("name","trainable","activation","recurrent_activation","registered_name","module","seed","build_config","stateful","unroll","go_backwards","epsilon","momentum","dropout","recurrent_dropout","zero_output_for_mask","shared_object_id","ragged","sparse","lora_alpha","implementation" if three else "_") : continue
            if k=="dtype" and (isinstance(v,str) or (isinstance(v,dict) and v.get("class_name") in ("DTypePolicy","Policy"))): continue
            if k=="quantization_config":
                v={"config":{"block_size":v["config"]["block_size"]}} if v and "block_size" in v.get("config",{}) else None
            if k=="name": continue
            if v is None and k in ("lora_rank","quantization_config","build_config","batch_input_shape","activity_regularizer","flash_attention"): continue
            r[k]=trim(v)
        return r
    if isinstance(c,(list,tuple)): return [trim(x) for x in c]
    if isinstance(c,(np.integer,)): return int(c)
    if isinstance(c,(np.floating,)): return float(c)
    return c
def shp(s): return "("+",".join("?" if d is None else str(d) for d in s)+")"
def role(layer,v):
    n=v.name.split("/")[-1].split(":")[0]
    if type(layer).__name__.startswith("Depthwise") and n=="kernel": n="depthwise_kernel"
    return n
def nested(o):
    if isinstance(o,(list,tuple)): return [y for x in o for y in nested(x)]
    if isinstance(o,dict): return [y for x in o.values() for y in nested(x)]
    return [o]
count=0
def case(make, inputs, call=None, after=None, dtype=None, conf=None):
    global count
    K.backend.clear_session()
    ins=[K.Input(batch_shape=tuple(s),dtype=dtype) if three else K.Input(batch_input_shape=None,shape=tuple(s[1:]),batch_size=s[0],dtype=dtype) for s in inputs]
    try:
        lay=make()
        out=call(lay,ins) if call else lay(ins if len(ins)>1 else ins[0])
        if after: after(lay)
    except Exception as e:
        print("##",which,type(e).__name__,str(e)[:100].replace("\n"," "),file=sys.stderr); 
        cfgs=None
        try: cfgs=json.dumps(trim(make().get_config()),separators=(",",":"),default=str)
        except Exception: return
        print(" | ".join([type(lay).__name__,cfgs,"; ".join(shp(s) for s in inputs),"refused","refused"]))
        return
    cfg=json.dumps(trim(lay.get_config()),separators=(",",":"),default=str)
    def owner(v):
        return lay
    vs=[]
    tr={id(v) for v in lay.trainable_weights}
    for v in lay.weights:
        vs.append(role(lay if not hasattr(lay,"layer") else lay.layer,v)+shp(v.shape)+("" if id(v) in tr else "!"))
    outs="; ".join(shp(o.shape) for o in nested(out))
    name="GroupQueryAttention" if type(lay).__name__=="GroupedQueryAttention" else type(lay).__name__
    print(" | ".join([name,cfg,"; ".join(shp(s) for s in inputs)," ".join(vs),outs])); count+=1
N=None
# convolutions
for d in (1,2,3):
    C=getattr(L,f"Conv{d}D"); T=getattr(L,f"Conv{d}DTranspose")
    sp=(16,17,9)[:d]
    for pad in ("valid","same")+(("causal",) if d==1 else ()):
        for st,dil in ((1,1),(2,1),(1,2),(3,1)):
            case(lambda:C(8,3,strides=st,dilation_rate=dil,padding=pad),[(N,)+sp+(6,)])
    case(lambda:C(8,(3,5,2)[:d] if d>1 else 5,groups=2,use_bias=False),[(N,)+sp+(6,)])
    case(lambda:C(4,3,padding="same",strides=2),[(N,)+(N,)*d+(6,)])
    case(lambda:C(4,7),[(N,)+(4,)*d+(3,)])
    for pad in ("valid","same"):
        for st,k in ((1,3),(2,3),(2,2),(3,2),(2,4)):
            case(lambda:T(8,k,strides=st,padding=pad),[(N,)+sp+(6,)])
        case(lambda:T(8,3,strides=2,padding=pad,output_padding=1),[(N,)+sp+(6,)])
    case(lambda:T(8,3,use_bias=False,strides=2),[(N,)+(N,)*d+(6,)])
case(lambda:L.Conv2DTranspose(8,3,dilation_rate=2),[(N,9,9,6)])
for d in (1,2):
    D=getattr(L,f"DepthwiseConv{d}D"); S=getattr(L,f"SeparableConv{d}D")
    sp=(16,17)[:d]
    for pad in ("valid","same"):
        for st in (1,2):
            case(lambda:D(3,strides=st,padding=pad),[(N,)+sp+(6,)])
            case(lambda:S(8,3,strides=st,padding=pad,depth_multiplier=2),[(N,)+sp+(6,)])
    case(lambda:D(5,depth_multiplier=3,use_bias=False,dilation_rate=2),[(N,)+sp+(6,)])
    case(lambda:S(8,5,use_bias=False,dilation_rate=2),[(N,)+sp+(6,)])
    case(lambda:D(3,padding="same"),[(N,)+(N,)*d+(6,)])
    case(lambda:S(4,3,padding="same"),[(N,)+(N,)*d+(6,)])
    if not three:
        for im in (1,2):
            LC=getattr(L,f"LocallyConnected{d}D"); case(lambda:LC(4,3,implementation=im),[(N,)+(9,8)[:d]+(3,)])
        LC=getattr(L,f"LocallyConnected{d}D"); case(lambda:LC(4,3,implementation=3,strides=2,use_bias=False),[(N,)+(9,8)[:d]+(3,)])
        case(lambda:LC(4,3,implementation=2,padding="same"),[(N,)+(9,8)[:d]+(3,)])
# dense, embeddings
for s in ((N,5),(N,6,5),(N,N,4,5)):
    case(lambda:L.Dense(7),[s]); case(lambda:L.Dense(7,use_bias=False),[s])
for eq,os_,ba,s in (("ab,bc->ac",7,"c",(N,5)),("abc,cde->abde",(N,3,4),"de",(N,9,5)),("abc,cd->abd",(N,4),None,(N,N,5)),("...x,xy->...y",7,"y",(N,9,5)),("...x,xy->...y",7,"y",(N,3,3,5)),("abcd,cde->abe",(N,6),"e",(N,9,3,5)),("ab...,bc->ac...",(7,),"c",(N,5,3,4)),("abc,cd->abd",(8,4),"bd",(N,8,5)),("abc,bd->adc",(6,5),"d",(N,8,5)),("abc,ad->dbc",(4,5),None,(3,4,5))):
    case(lambda:L.EinsumDense(eq,os_,bias_axes=ba),[s])
case(lambda:L.Embedding(11,3),[(N,4)]); case(lambda:L.Embedding(11,3),[(N,)]); case(lambda:L.Embedding(11,3,mask_zero=True),[(N,N)])
# normalization
for kw in ({},dict(scale=False),dict(center=False),dict(scale=False,center=False),dict(axis=1),dict(renorm=True),dict(renorm=True,scale=False)):
    case(lambda:L.BatchNormalization(**kw),[(N,4,3,6)])
case(lambda:L.BatchNormalization(),[(N,9)]); case(lambda:L.BatchNormalization(),[(N,N,N,6)])
if not three:
    case(lambda:L.BatchNormalization(axis=[1,3]),[(N,4,3,6)]); case(lambda:L.BatchNormalization(synchronized=True),[(N,4,3,6)])
for kw in ({},dict(axis=[1,3]),dict(axis=(1,2)),dict(center=False),dict(scale=False),dict(scale=False,center=False)):
    case(lambda:L.LayerNormalization(**kw),[(N,4,3,6)])
if three: case(lambda:L.LayerNormalization(rms_scaling=True),[(N,4,3,6)])
for kw in (dict(groups=3),dict(groups=-1),dict(groups=2,axis=1),dict(groups=3,scale=False),dict(groups=3,center=False)):
    case(lambda:L.GroupNormalization(**kw),[(N,4,3,6)])
case(lambda:L.UnitNormalization(),[(N,4,5)])
for kw in ({},dict(axis=None),dict(axis=1),dict(axis=(1,2)),dict(axis=(-1,1)),dict(mean=1.,variance=2.)):
    case(lambda:L.Normalization(**kw),[(N,4,3,6)])
case(lambda:L.SpectralNormalization(L.Conv2D(8,3)),[(N,8,8,6)]) if three else None
if three: case(lambda:L.SpectralNormalization(L.Dense(8,use_bias=False)),[(N,6)]); case(lambda:L.SpectralNormalization(L.Embedding(11,4)),[(N,6)]); case(lambda:L.SpectralNormalization(L.Conv2DTranspose(8,3)),[(N,8,8,6)])
# activations
for a in ("ReLU","LeakyReLU","ELU","Softmax"): case(lambda:getattr(L,a)(),[(N,4,5)])
case(lambda:L.Activation("relu6" if three else "relu"),[(N,4,5)])
case(lambda:L.PReLU(),[(N,4,5)]); case(lambda:L.PReLU(shared_axes=[1,2]),[(N,4,4,5)]); case(lambda:L.PReLU(shared_axes=[1]),[(N,N,5)]); case(lambda:L.PReLU(),[(N,7)]);case(lambda:L.PReLU(),[(N,N,5)])
# recurrent
for r in ("SimpleRNN","LSTM","GRU"):
    R=getattr(L,r); Ce=getattr(L,r+"Cell")
    for kw in ({},dict(use_bias=False),dict(return_sequences=True),dict(return_state=True),dict(return_sequences=True,return_state=True)):
        case(lambda:R(7,**kw),[(N,9,5)])
    case(lambda:R(7,return_sequences=True),[(N,N,5)])
    case(lambda:L.RNN(Ce(4)),[(N,9,5)]); case(lambda:L.RNN(Ce(4),return_sequences=True,return_state=True),[(N,9,5)])
    for mm in ("concat","sum",None):
        case(lambda:L.Bidirectional(R(4,return_sequences=True),merge_mode=mm),[(N,9,5)])
    case(lambda:L.Bidirectional(R(4,return_state=True)),[(N,9,5)])
    case(lambda:L.TimeDistributed(L.Dense(3)),[(N,9,5)])
case(lambda:L.GRU(7,reset_after=False),[(N,9,5)])
case(lambda:L.RNN([L.LSTMCell(7),L.GRUCell(4)]),[(N,9,5)])
case(lambda:L.RNN([L.LSTMCell(7),L.LSTMCell(4),L.SimpleRNNCell(3)],return_sequences=True),[(N,9,5)])
case(lambda:L.Bidirectional(L.LSTM(4),backward_layer=L.GRU(4,go_backwards=True)),[(N,9,5)])
case(lambda:L.Bidirectional(L.RNN(L.LSTMCell(4))),[(N,9,5)])
case(lambda:L.Bidirectional(L.RNN([L.LSTMCell(4),L.GRUCell(3)],return_sequences=True)),[(N,9,5)])
for d in (1,2,3):
    R=getattr(L,f"ConvLSTM{d}D"); s=(N,5)+(8,7,6)[:d]+(3,)
    case(lambda:R(4,3),[s]); case(lambda:R(4,3,padding="same",return_sequences=True,strides=2),[s]); case(lambda:R(4,2,use_bias=False,return_state=True),[s])
case(lambda:L.Bidirectional(L.ConvLSTM2D(4,3)),[(N,5,8,8,3)])
case(lambda:L.TimeDistributed(L.Conv2D(4,3)),[(N,5,8,8,3)]); case(lambda:L.TimeDistributed(L.BatchNormalization()),[(N,5,8)]); case(lambda:L.TimeDistributed(L.Flatten()),[(N,5,8,8,3)]); case(lambda:L.TimeDistributed(L.TimeDistributed(L.Dense(2))),[(N,5,6,3)]); case(lambda:L.TimeDistributed(L.LSTM(4)),[(N,5,6,3)])
# attention
q=[(N,6,8),(N,5,8)]
mha=lambda l,i:l(*i)
for kw in ({},dict(use_bias=False),dict(value_dim=5,output_shape=7),dict(output_shape=(2,7)),dict(value_dim=4),dict(use_gate=True),dict(use_gate=True,use_bias=False,value_dim=5)):
    if not three and "use_gate" in kw: continue
    case(lambda:L.MultiHeadAttention(2,3,**kw),q,call=mha)
case(lambda:L.MultiHeadAttention(2,3),[(N,6,8),(N,5,9),(N,5,10)],call=lambda l,i:l(i[0],i[1],key=i[2]))
case(lambda:L.MultiHeadAttention(2,3,attention_axes=(1,2)),[(N,6,4,8),(N,5,3,8)],call=mha)
if three:
    for kw in ({},dict(use_bias=False),dict(use_gate=True)): case(lambda:L.GroupQueryAttention(3,4,2,**kw),q,call=mha)
for kw in ({},dict(use_scale=True),dict(use_scale=True,score_mode="concat"),dict(score_mode="concat")): case(lambda:L.Attention(**kw),q)
case(lambda:L.Attention(),[(N,6,8),(N,5,9),(N,5,8)])
case(lambda:L.AdditiveAttention(),q); case(lambda:L.AdditiveAttention(use_scale=False),q)
# reshaping, merging, pooling
for s in ((N,7,7,5),(N,),(N,5),(N,N,5)): case(lambda:L.Flatten(),[s])
for t,s in (((3,10),(N,6,5)),((-1,2,5),(N,6,5)),((-1,),(N,N,5)),((5,-1),(N,N,5)),((7,-1),(N,6,5))): case(lambda:L.Reshape(t),[s])
case(lambda:L.Permute((2,1)),[(N,10,64)]); case(lambda:L.Permute((3,1,2)),[(N,N,4,5)]); case(lambda:L.RepeatVector(3),[(N,32)])
for d in (1,2,3):
    sp=(9,8,7)[:d]
    for w in ("ZeroPadding","Cropping"):
        Z=getattr(L,f"{w}{d}D")
        case(lambda:Z(),[(N,)+sp+(5,)]); case(lambda:Z(2),[(N,)+sp+(5,)]); case(lambda:Z(2),[(N,)+(N,)*d+(5,)])
        case(lambda:Z((0,1) if d==1 else ((0,1),)*d),[(N,)+sp+(5,)]); case(lambda:Z((1,2,1)[:d] if d>1 else (1,2)),[(N,)+sp+(5,)])
        case(lambda:Z(4),[(N,)+sp+(5,)]) if three else None
    U=getattr(L,f"UpSampling{d}D"); case(lambda:U(),[(N,)+sp+(5,)]); case(lambda:U(3),[(N,)+(N,)*d+(5,)])
    for w in ("Average","Max"):
        P=getattr(L,f"{w}Pooling{d}D"); G=getattr(L,f"Global{w}Pooling{d}D")
        for kw in ({},dict(pool_size=3),dict(pool_size=3,strides=1,padding="same"),dict(pool_size=3,strides=2),dict(pool_size=2,padding="same"),dict(pool_size=3,strides=2,padding="same")): case(lambda:P(**kw),[(N,)+sp+(5,)])
        case(lambda:P(3,strides=2),[(N,)+(N,)*d+(5,)]); case(lambda:P(11),[(N,)+sp+(5,)])
        case(lambda:G(),[(N,)+sp+(5,)]); case(lambda:G(keepdims=True),[(N,)+sp+(5,)]); case(lambda:G(),[(N,)+(N,)*d+(5,)])
        if three:
            A=getattr(L,f"Adaptive{w}Pooling{d}D"); case(lambda:A(4),[(N,)+sp+(5,)])
two=[(N,4,5),(N,4,5)]
for m in ("Add","Multiply","Average","Maximum","Minimum","Subtract"): case(lambda:getattr(L,m)(),two)
case(lambda:L.Add(),[(N,4,5),(N,1,5)]); case(lambda:L.Add(),[(N,4,5),(N,5)]); case(lambda:L.Multiply(),[(N,7,7,5),(N,1,1,5)]); case(lambda:L.Add(),[(N,N,5),(N,4,5)]); case(lambda:L.Add(),[(N,4,5),(N,3,5)]); case(lambda:L.Add(),[(N,4,5)]*3)
case(lambda:L.Concatenate(),two); case(lambda:L.Concatenate(axis=1),[(N,4,5),(N,3,5)]); case(lambda:L.Concatenate(axis=1),[(N,N,5),(N,3,5)]); case(lambda:L.Concatenate(),[(N,4,5),(N,3,5)]); case(lambda:L.Concatenate(axis=-1),[(N,7,7,64),(N,7,7,32),(N,7,7,16)])
case(lambda:L.Dot(axes=(2,1)),[(N,3,5),(N,5,7)]); case(lambda:L.Dot(axes=1),[(N,5),(N,5)]); case(lambda:L.Dot(axes=-1),[(N,3,5),(N,4,5)]); case(lambda:L.Dot(axes=2),[(N,3,5),(N,4,5)])
case(lambda:L.Masking(),[(N,7,3)])
for n,kw in (("Dropout",dict(rate=.5)),("SpatialDropout1D",dict(rate=.5)),("GaussianDropout",dict(rate=.5)),("GaussianNoise",dict(stddev=.5)),("AlphaDropout",dict(rate=.5)),("ActivityRegularization",{})): case(lambda:getattr(L,n)(**kw),[(N,4,5)])
# preprocessing
case(lambda:L.Rescaling(1/255.),[(N,8,8,3)]); case(lambda:L.Resizing(6,5),[(N,8,8,3)]); case(lambda:L.CenterCrop(6,5),[(N,8,8,3)]); case(lambda:L.RandomCrop(6,5),[(N,8,8,3)])
for n,kw in (("RandomFlip",{}),("RandomRotation",dict(factor=.1)),("RandomZoom",dict(height_factor=.1)),("RandomContrast",dict(factor=.1)),("RandomTranslation",dict(height_factor=.1,width_factor=.1)),("RandomBrightness",dict(factor=.1))): case(lambda:getattr(L,n)(**kw),[(N,8,8,3)])
if not three:
    case(lambda:L.RandomHeight(.1),[(N,8,8,3)]); case(lambda:L.RandomWidth(.1),[(N,8,8,3)]); case(lambda:L.ThresholdedReLU(),[(N,4,5)])
case(lambda:L.CategoryEncoding(num_tokens=4,output_mode="multi_hot"),[(N,5)],dtype="int32"); case(lambda:L.CategoryEncoding(num_tokens=4,output_mode="one_hot"),[(N,1)],dtype="int32")
case(lambda:L.Hashing(8),[(N,5)],dtype="int32"); case(lambda:L.Discretization(bin_boundaries=[0.,1.,2.]),[(N,5)]); case(lambda:L.Discretization(bin_boundaries=[0.,1.,2.],output_mode="one_hot"),[(N,1)])
case(lambda:L.IntegerLookup(vocabulary=[3,5,7]),[(N,1)],dtype="int64"); case(lambda:L.IntegerLookup(vocabulary=[3,5,7],output_mode="multi_hot"),[(N,5)],dtype="int64")
case(lambda:L.StringLookup(vocabulary=["a","b"]),[(N,1)],dtype="string")
case(lambda:L.TextVectorization(vocabulary=["a","b"]),[(N,)],dtype="string"); case(lambda:L.TextVectorization(vocabulary=["a","b"],output_sequence_length=12),[(N,)],dtype="string"); case(lambda:L.TextVectorization(vocabulary=["a","b"],output_mode="multi_hot"),[(N,)],dtype="string")
if three:
    for n,kw in (("RandomHue",dict(factor=.2)),("RandomGrayscale",{}),("AutoContrast",{}),("Equalization",{}),("Solarization",{}),("RandomErasing",{}),("RandomShear",{}),("RandAugment",{}),("AugMix",{}),("RandomSharpness",dict(factor=.2)),("RandomPosterization",dict(factor=4)),("RandomColorJitter",{}),("RandomPerspective",{}),("RandomElasticTransform",{}),("RandomInvert",{}),("RandomSaturation",dict(factor=.2)),("RandomColorDegeneration",dict(factor=.2)),("RandomGaussianBlur",{}),("ContrastLimitedAdaptiveHistogramEqualization",{})): case(lambda:getattr(L,n)(**kw),[(N,8,8,3)])
    case(lambda:L.MelSpectrogram(),[(N,4000)]); case(lambda:L.MelSpectrogram(num_mel_bins=40,sequence_stride=100),[(N,N)])
    for kw in ({},dict(mode="real"),dict(mode="stft"),dict(padding="same"),dict(expand_dims=True)): case(lambda:L.STFTSpectrogram(frame_length=16,frame_step=8,fft_length=32,**kw),[(N,400,2)])
    case(lambda:L.STFTSpectrogram(),[(N,4000,1)])
    case(lambda:L.RMSNormalization(),[(N,4,5)]); case(lambda:L.RMSNormalization(axis=[1,2]),[(N,4,5)])
    case(lambda:L.Identity(),[(N,4,5)])
    case(lambda:L.ReversibleEmbedding(11,4),[(N,6)],dtype="int32"); case(lambda:L.ReversibleEmbedding(11,4,tie_weights=False),[(N,6)],dtype="int32")
    def quant(mode,**c):
        def f(l):
            if mode=="int4" and c:
                l.quantize(mode,config=K.quantizers.Int4QuantizationConfig(**c))
            elif mode=="int4": l.quantize(mode)
            else: l.quantize(mode)
        return f
    mk=[(lambda:L.Dense(12),(2,20)),(lambda:L.Dense(5,use_bias=False),(2,7)),(lambda:L.EinsumDense("abc,cde->abde",(N,3,4),bias_axes="de"),(2,5,20)),(lambda:L.EinsumDense("abcd,cde->abe",(N,6),bias_axes="e"),(2,9,3,5)),(lambda:L.EinsumDense("abc,bd->adc",(6,5),bias_axes="d"),(2,8,5))]
    for f,s in mk:
        for m in ("int8","int4","float8"): case(f,[s],after=quant(m))
        case(f,[s],after=quant("int4",block_size=-1)); case(f,[s],after=quant("int4",block_size=8))
        case(f,[s],after=lambda l:l.enable_lora(3))
        case(f,[s],after=lambda l:(l.quantize("int8"),l.enable_lora(3)))
    for f in (lambda:L.Embedding(11,6),lambda:L.Embedding(11,7),lambda:L.ReversibleEmbedding(11,6,tie_weights=False),lambda:L.ReversibleEmbedding(11,7)):
        for m in ("int8","int4"): case(f,[(2,4)],after=quant(m),dtype="int32")
        case(f,[(2,4)],after=quant("int4",block_size=-1),dtype="int32"); case(f,[(2,4)],after=quant("int4",block_size=4),dtype="int32")
        case(f,[(2,4)],after=lambda l:l.enable_lora(3),dtype="int32")
    for c,s in ((L.Conv1D,(2,9,6)),(L.Conv2D,(2,9,9,6)),(L.Conv3D,(2,9,9,9,6))): case(lambda:c(8,3),[s],after=lambda l:l.enable_lora(4)); case(lambda:c(8,3,groups=2,use_bias=False),[s],after=lambda l:l.enable_lora(4))
    case(lambda:L.MultiHeadAttention(2,3,dtype="int8_from_float32"),q,call=mha)
    case(lambda:L.Dense(12,dtype="int8_from_mixed_bfloat16"),[(2,20)]); case(lambda:L.Dense(12,dtype="int4/8_from_float32"),[(2,20)])
    case(lambda:L.Dense(12,dtype="gptq/4/8_from_float32"),[(2,20)]); case(lambda:L.Dense(12,dtype="gptq/8/-1_from_float32"),[(2,20)]); case(lambda:L.Dense(13,dtype="awq/4/8_from_float32"),[(2,20)])
    case(lambda:L.EinsumDense("abc,cde->abde",(N,3,4),bias_axes="de",dtype="gptq/4/8_from_float32"),[(2,5,20)]); case(lambda:L.EinsumDense("abcd,cde->abe",(N,16),bias_axes="e",dtype="awq/4/-1_from_float32"),[(2,9,3,5)])
# channels_first and many sizes: compute_output_shape, which needs no kernel of the backend
import random
rnd=random.Random(7)
def shape_case(make,s):
    global count
    try:
        lay=make(); cfg=json.dumps(trim(lay.get_config()),separators=(",",":"))
    except Exception as e: return
    try: out=shp(lay.compute_output_shape(s))
    except Exception: out="refused"
    print(" | ".join([type(lay).__name__,cfg,shp(s),"-",out])); count+=1
if three:
    for n in range(330):
        d=rnd.choice((1,2,2,2,3)); df=rnd.choice(("channels_first","channels_last"))
        space=tuple(rnd.choice((None,5,7,8,9,12,13)) if rnd.random()<.8 else 6 for _ in range(d)); c=4
        s=(None,c)+space if df=="channels_first" else (None,)+space+(c,)
        pad=rnd.choice(("valid","same")); k=tuple(rnd.choice((1,2,3,5)) for _ in range(d))
        st,dil=rnd.choice(((1,1),(2,1),(3,1),(1,2),(1,3)))
        kind=rnd.choice(("Conv","Conv","Transpose","Depthwise","Separable","Max","Average","Zero","Crop","Up","Global"))
        if kind=="Conv": f=lambda:getattr(L,f"Conv{d}D")(6,k,strides=st,dilation_rate=dil,padding=pad,data_format=df)
        elif kind=="Transpose":
            op=rnd.choice((None,None,0 if st==1 else 1)); f=lambda:getattr(L,f"Conv{d}DTranspose")(6,k,strides=st,dilation_rate=dil,padding=pad,data_format=df,output_padding=op if st>1 else None)
        elif kind in("Depthwise","Separable"):
            if d==3: continue
            f=(lambda:getattr(L,f"DepthwiseConv{d}D")(k,strides=st,dilation_rate=dil,padding=pad,data_format=df,depth_multiplier=2)) if kind=="Depthwise" else (lambda:getattr(L,f"SeparableConv{d}D")(6,k,strides=st,dilation_rate=dil,padding=pad,data_format=df))
        elif kind in("Max","Average"): f=lambda:getattr(L,f"{kind}Pooling{d}D")(k,strides=rnd.choice((None,st)),padding=pad,data_format=df)
        elif kind=="Zero":
            a=rnd.randrange(3); b=rnd.randrange(3); f=lambda:getattr(L,f"ZeroPadding{d}D")((a,b) if d==1 else ((a,b),)*d,data_format=df)
        elif kind=="Crop":
            if d==1: continue
            a=rnd.randrange(4); b=rnd.randrange(3); f=lambda:getattr(L,f"Cropping{d}D")(((a,b),)*d,data_format=df)
        elif kind=="Up":
            if d==1: continue
            f=lambda:getattr(L,f"UpSampling{d}D")(tuple(rnd.choice((1,2,3)) for _ in range(d)),data_format=df)
        else: f=lambda:getattr(L,f"GlobalAveragePooling{d}D")(data_format=df,keepdims=rnd.random()<.5)
        shape_case(f,s)
print(which,count,file=sys.stderr)
